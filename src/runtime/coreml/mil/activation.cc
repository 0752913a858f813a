// Activations: one tensor in, one of the same shape out.
#include "runtime/coreml/formulas.h"
#include "runtime/coreml/mil/of_x.h"
#include "runtime/coreml/mil/operators.h"

namespace muster::mil {
Nodes relu(Operation& op) {
  return of_x<ops::Relu>(op);
}
Nodes sigmoid(Operation& op) {
  return of_x<ops::Sigmoid>(op);
}
Nodes tanh(Operation& op) {
  return of_x<ops::Tanh>(op);
}
Nodes softplus(Operation& op) {
  return of_x<ops::SoftPlus>(op);
}
Nodes softsign(Operation& op) {
  return of_x<ops::SoftSign>(op);
}
Nodes relu6(Operation& op) {
  return {make<ops::Clamp>(op.tensor("x"), 0.0, 6.0)};
}
Nodes silu(Operation& op) {
  return {make<ops::Swish>(op.tensor("x"))};
}

Nodes clip(Operation& op) {
  const float low = op.number("alpha"), high = op.number("beta");
  return {make<ops::Clamp>(op.tensor("x"), static_cast<double>(low), static_cast<double>(high))};
}

/// max(x, alpha)
Nodes threshold(Operation& op) {
  return {make<ops::Maximum>(op.tensor("x"), constant(op.number("alpha")))};
}

Nodes leaky_relu(Operation& op) {
  return {make<ops::PRelu>(op.tensor("x"), constant(op.number("alpha", 0.01F)))};
}

Nodes prelu(Operation& op) {
  const Node x = op.tensor("x");
  return {make<ops::PRelu>(x, op.per_channel("alpha", x))};
}

Nodes elu(Operation& op) {
  const float alpha = op.number("alpha", 1.0F);
  return {make<ops::Elu>(op.tensor("x"), static_cast<double>(alpha))};
}

/// min(beta, x) for x ≥ 0, else min(beta, alpha × x)
Nodes clamped_relu(Operation& op) {
  const Node leaky = make<ops::PRelu>(op.tensor("x"), constant(op.number("alpha")));
  return {make<ops::Minimum>(leaky, constant(op.number("beta")))};
}

/// x where it is at least alpha, else 0
Nodes thresholded_relu(Operation& op) {
  const Node x = op.tensor("x");
  const Node kept = make<ops::GreaterEqual>(x, constant(op.number("alpha", 1.0F)));
  return {make<ops::Select>(kept, x, constant(0.0F))};
}

/// alpha × x + beta
Nodes linear_activation(Operation& op) {
  const Node scaled = make<ops::Multiply>(op.tensor("x"), constant(op.number("alpha")));
  return {make<ops::Add>(scaled, constant(op.number("beta", 0.0F)))};
}

/// alpha × tanh(beta × x)
Nodes scaled_tanh(Operation& op) {
  const Node inner = make<ops::Multiply>(op.tensor("x"), constant(op.number("beta", 1.0F)));
  return {make<ops::Multiply>(make<ops::Tanh>(inner), constant(op.number("alpha", 1.0F)))};
}

/// min(max(alpha × x + beta, 0), 1)
Nodes sigmoid_hard(Operation& op) {
  const Node scaled = make<ops::Multiply>(op.tensor("x"), constant(op.number("alpha", 0.2F)));
  return {make<ops::Clamp>(make<ops::Add>(scaled, constant(op.number("beta", 0.5F))), 0.0, 1.0)};
}

/// alpha × log(1 + exp(beta × x)), alpha and beta one a channel
Nodes softplus_parametric(Operation& op) {
  const Node x = op.tensor("x");
  const Node alpha = op.per_channel("alpha", x), beta = op.per_channel("beta", x);
  return {make<ops::Multiply>(alpha, make<ops::SoftPlus>(make<ops::Multiply>(x, beta)))};
}

Nodes gelu(Operation& op) {
  const Node x = op.tensor("x");
  const std::string mode = op.text("mode", "EXACT");
  if (mode == "EXACT") return {make<ops::Gelu>(x, ov::op::GeluApproximationMode::ERF)};
  if (mode == "TANH_APPROXIMATION") return {make<ops::Gelu>(x, ov::op::GeluApproximationMode::TANH)};
  if (mode == "SIGMOID_APPROXIMATION") return {gelu_by_sigmoid(x)};
  return {op.unknown("mode", mode)};
}

Nodes softmax(Operation& op) {
  const Node x = op.tensor("x");
  return {make<ops::Softmax>(x, op.axis("axis", x, -1))};
}

}  // namespace muster::mil
