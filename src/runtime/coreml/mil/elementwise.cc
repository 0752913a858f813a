// Element by element: functions of one tensor, and of two with broadcasting.
#include "runtime/coreml/mil/of_x.h"
#include "runtime/coreml/mil/operators.h"

namespace muster::mil {
namespace {

struct Pair {
  Node x, y;
};

/// Two tensors of one number type: where one is whole numbers and the other not, both are float32.
Pair read_pair(Operation& op) {
  Node x = op.tensor("x"), y = op.tensor("y");
  const auto as_float = [](const Node& node) { return make<ops::Convert>(node, ov::element::f32); };
  if (x.get_element_type() != y.get_element_type()) {
    if (x.get_element_type() != ov::element::f32) x = as_float(x);
    if (y.get_element_type() != ov::element::f32) y = as_float(y);
  }
  return {x, y};
}

template <class Operator>
Nodes of_x_and_y(Operation& op) {
  const auto [x, y] = read_pair(op);
  return {make<Operator>(x, y)};
}

/// ⌊x / y⌋ and x − ⌊x / y⌋ · y of whole numbers. OpenVINO rounds such a quotient towards zero, so where there is a rest
/// whose sign is not the divisor's, the quotient is one less.
struct Divided {
  Node quotient, rest;
};
Divided divided(const Pair& pair) {
  const auto& [x, y] = pair;
  const auto whole = [](std::int64_t value) { return constant(value); };
  const Node towards_zero = make<ops::Divide>(x, y, /*pythondiv=*/false);
  const Node rest = make<ops::Subtract>(x, make<ops::Multiply>(towards_zero, y));
  const Node apart = make<ops::LogicalXor>(make<ops::Less>(rest, whole(0)), make<ops::Less>(y, whole(0)));
  const Node lower = make<ops::LogicalAnd>(apart, make<ops::NotEqual>(rest, whole(0)));
  const Node one = make<ops::Select>(lower, whole(1), whole(0));
  return {make<ops::Subtract>(towards_zero, one), make<ops::Add>(rest, make<ops::Multiply>(one, y))};
}

Node plus_epsilon(Operation& op, float fallback) {
  const float epsilon = op.number("epsilon", fallback);
  return make<ops::Add>(op.tensor("x"), constant(epsilon));
}

}  // namespace

Nodes abs(Operation& op) {
  return of_x<ops::Abs>(op);
}
Nodes ceil(Operation& op) {
  return of_x<ops::Ceiling>(op);
}
Nodes atan(Operation& op) {
  return of_x<ops::Atan>(op);
}
Nodes cosh(Operation& op) {
  return of_x<ops::Cosh>(op);
}
Nodes sinh(Operation& op) {
  return of_x<ops::Sinh>(op);
}
Nodes tan(Operation& op) {
  return of_x<ops::Tan>(op);
}
Nodes cos(Operation& op) {
  return of_x<ops::Cos>(op);
}
Nodes erf(Operation& op) {
  return of_x<ops::Erf>(op);
}
Nodes exp(Operation& op) {
  return of_x<ops::Exp>(op);
}
Nodes floor(Operation& op) {
  return of_x<ops::Floor>(op);
}
Nodes identity(Operation& op) {
  return {op.tensor("x")};
}
Nodes logical_not(Operation& op) {
  return of_x<ops::LogicalNot>(op);
}
Nodes sign(Operation& op) {
  return of_x<ops::Sign>(op);
}
Nodes sin(Operation& op) {
  return of_x<ops::Sin>(op);
}
Nodes sqrt(Operation& op) {
  return of_x<ops::Sqrt>(op);
}
Nodes exp2(Operation& op) {
  return {make<ops::Power>(constant(2.0F), op.tensor("x"))};
}
Nodes round(Operation& op) {
  return {make<ops::Round>(op.tensor("x"), ops::Round::RoundMode::HALF_TO_EVEN)};
}
Nodes log(Operation& op) {
  return {make<ops::Log>(plus_epsilon(op, 1e-45F))};
}
Nodes inverse(Operation& op) {
  return {make<ops::Divide>(constant(1.0F), plus_epsilon(op, 1e-4F))};
}
Nodes rsqrt(Operation& op) {
  return {make<ops::Divide>(constant(1.0F), make<ops::Sqrt>(plus_epsilon(op, 1e-12F)))};
}
Nodes square(Operation& op) {
  const Node x = op.tensor("x");
  return {make<ops::Multiply>(x, x)};
}

Nodes add(Operation& op) {
  return of_x_and_y<ops::Add>(op);
}
Nodes sub(Operation& op) {
  return of_x_and_y<ops::Subtract>(op);
}
Nodes mul(Operation& op) {
  return of_x_and_y<ops::Multiply>(op);
}
Nodes mod(Operation& op) {
  const Pair pair = read_pair(op);
  if (!pair.x.get_element_type().is_real()) return {divided(pair).rest};
  return {make<ops::FloorMod>(pair.x, pair.y)};
}
Nodes pow(Operation& op) {
  return of_x_and_y<ops::Power>(op);
}
Nodes maximum(Operation& op) {
  return of_x_and_y<ops::Maximum>(op);
}
Nodes minimum(Operation& op) {
  return of_x_and_y<ops::Minimum>(op);
}
Nodes equal(Operation& op) {
  return of_x_and_y<ops::Equal>(op);
}
Nodes not_equal(Operation& op) {
  return of_x_and_y<ops::NotEqual>(op);
}
Nodes greater(Operation& op) {
  return of_x_and_y<ops::Greater>(op);
}
Nodes greater_equal(Operation& op) {
  return of_x_and_y<ops::GreaterEqual>(op);
}
Nodes less(Operation& op) {
  return of_x_and_y<ops::Less>(op);
}
Nodes less_equal(Operation& op) {
  return of_x_and_y<ops::LessEqual>(op);
}
Nodes logical_and(Operation& op) {
  return of_x_and_y<ops::LogicalAnd>(op);
}
Nodes logical_or(Operation& op) {
  return of_x_and_y<ops::LogicalOr>(op);
}
Nodes logical_xor(Operation& op) {
  return of_x_and_y<ops::LogicalXor>(op);
}

Nodes real_div(Operation& op) {
  const Node x = op.tensor("x"), y = op.tensor("y");
  if (!x.get_element_type().is_real() || !y.get_element_type().is_real())
    return {op.unsupported("division of whole numbers")};
  return {make<ops::Divide>(x, y)};
}

Nodes floor_div(Operation& op) {
  const Pair pair = read_pair(op);
  if (!pair.x.get_element_type().is_real()) return {divided(pair).quotient};
  return {make<ops::Floor>(make<ops::Divide>(pair.x, pair.y))};
}

Nodes select(Operation& op) {
  const Node condition = op.tensor("cond"), a = op.tensor("a"), b = op.tensor("b");
  return {make<ops::Select>(condition, a, b)};
}

/// Half floats stay float32: nothing is computed in fewer bits here.
Nodes cast(Operation& op) {
  const Node x = op.tensor("x");
  const std::string type = op.text("dtype");
  if (type == "fp16" || type == "fp32") return {make<ops::Convert>(x, ov::element::f32)};
  if (type == "bool") return {make<ops::NotEqual>(x, make<ops::Convert>(constant(0.0F), x.get_element_type()))};
  if (type == "int32" || type == "int16" || type == "uint16") return {make<ops::Convert>(x, ov::element::i32)};
  return {op.unknown("dtype", type)};
}

}  // namespace muster::mil
