// Normalisations.
#include "runtime/coreml/formulas.h"
#include "runtime/coreml/mil/operators.h"

namespace muster::mil {
namespace {

/// normalised × gamma + beta, read by their names; either may be absent.
Nodes with_gamma_and_beta(Operation& op, Node normalised, const auto& read) {
  if (op.has("gamma")) normalised = make<ops::Multiply>(normalised, read("gamma"));
  if (op.has("beta")) normalised = make<ops::Add>(normalised, read("beta"));
  return {normalised};
}

}  // namespace

Nodes batch_norm(Operation& op) {
  const Node x = op.tensor("x"), mean = op.per_channel("mean", x), variance = op.per_channel("variance", x);
  const Node deviation = make<ops::Sqrt>(make<ops::Add>(variance, constant(op.number("epsilon", 1e-5F))));
  const Node normalised = make<ops::Divide>(make<ops::Subtract>(x, mean), deviation);
  return with_gamma_and_beta(op, normalised, [&](const char* name) { return op.per_channel(name, x); });
}

/// Over the spatial dimensions of each channel.
Nodes instance_norm(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t rank = rank_of(x);
  if (rank < 3) return {op.malformed("x has less than three dimensions")};
  std::vector<std::int64_t> axes;
  for (std::int64_t axis = 2; axis < rank; ++axis) axes.push_back(axis);
  const Node normalised =
      make<ops::MVN>(x, constant(axes), true, op.number("epsilon", 1e-5F), ov::op::MVNEpsMode::INSIDE_SQRT);
  return with_gamma_and_beta(op, normalised, [&](const char* name) { return op.per_channel(name, x); });
}

Nodes layer_norm(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t rank = rank_of(x);
  if (rank < 1) return {op.malformed("x has no dimensions")};
  std::vector<std::int64_t> axes{rank - 1};
  if (op.has("axes")) axes = op.axes("axes", rank);
  if (axes.empty() || !std::ranges::is_sorted(axes)) return {op.malformed("'axes' are none, or not in order")};
  std::vector<std::int64_t> shape(static_cast<std::size_t>(rank), 1);
  for (const std::int64_t axis : axes) shape[static_cast<std::size_t>(axis)] = x.get_partial_shape()[axis].get_length();
  const Node normalised =
      make<ops::MVN>(x, constant(axes), true, op.number("epsilon", 1e-5F), ov::op::MVNEpsMode::INSIDE_SQRT);
  return with_gamma_and_beta(op, normalised, [&](const char* name) { return reshaped(op.tensor(name), shape); });
}

/// x / sqrt(sum of squares over the last three dimensions + epsilon)
Nodes l2_norm(Operation& op) {
  const Node x = op.tensor("x");
  if (rank_of(x) < 3) return {op.malformed("x has less than three dimensions")};
  const Node sum =
      make<ops::ReduceSum>(make<ops::Multiply>(x, x), constant(std::vector<std::int64_t>{-3, -2, -1}), true);
  const Node norm = make<ops::Sqrt>(make<ops::Add>(sum, constant(op.number("epsilon", 1e-6F))));
  return {make<ops::Divide>(x, norm)};
}

Nodes local_response_norm(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t size = op.integer("size");
  const float alpha = op.number("alpha", 1e-4F), beta = op.number("beta", 0.75F), k = op.number("k", 1.0F);
  if (size < 1) return {op.malformed("'size' below 1")};
  if (size % 2 == 0 || size > 10'000) return {op.unsupported("an even or very large 'size'")};
  if (rank_of(x) < 2) return {op.malformed("x has less than two dimensions")};
  return {muster::local_response_norm(x, {1, size, alpha, beta, k})};
}

}  // namespace muster::mil
