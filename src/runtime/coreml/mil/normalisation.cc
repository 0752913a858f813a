// Normalisations.
#include "runtime/coreml/mil/operators.h"

namespace muster::mil {
namespace {

/// normalised × gamma + beta; either may be absent.
Nodes with_gamma_and_beta(Operation& op, Node normalised, const auto& placed) {
  if (const auto gamma = op.tensor_if("gamma")) normalised = make<ops::Multiply>(normalised, placed(*gamma));
  if (const auto beta = op.tensor_if("beta")) normalised = make<ops::Add>(normalised, placed(*beta));
  return {normalised};
}

}  // namespace

Nodes batch_norm(Operation& op) {
  const Node x = op.tensor("x"), mean = op.tensor("mean"), variance = op.tensor("variance");
  const float epsilon = op.number("epsilon", 1e-5F);
  const std::int64_t rank = rank_of(x);
  const Node deviation = make<ops::Sqrt>(make<ops::Add>(variance, constant(epsilon)));
  const Node centred = make<ops::Subtract>(x, along_channels(mean, rank));
  const Node normalised = make<ops::Divide>(centred, along_channels(deviation, rank));
  return with_gamma_and_beta(op, normalised, [&](const Node& vector) { return along_channels(vector, rank); });
}

/// Over the spatial dimensions of each channel.
Nodes instance_norm(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t rank = rank_of(x);
  std::vector<std::int64_t> axes;
  for (std::int64_t axis = 2; axis < rank; ++axis) axes.push_back(axis);
  const Node normalised =
      make<ops::MVN>(x, constant(axes), true, op.number("epsilon", 1e-5F), ov::op::MVNEpsMode::INSIDE_SQRT);
  return with_gamma_and_beta(op, normalised, [&](const Node& vector) { return along_channels(vector, rank); });
}

Nodes layer_norm(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t rank = rank_of(x);
  std::vector<std::int64_t> axes{-1};
  if (op.has("axes")) axes = op.integers("axes");
  std::vector<std::int64_t> shape(static_cast<std::size_t>(rank), 1);
  for (std::int64_t& axis : axes) {
    axis = axis < 0 ? axis + rank : axis;
    if (axis < 0 || axis >= rank) return {op.refuse("'axes' names a dimension that x does not have")};
    shape[static_cast<std::size_t>(axis)] = x.get_partial_shape()[axis].get_length();
  }
  if (!std::ranges::is_sorted(axes)) return {op.refuse("'axes' are not in order")};
  const Node normalised =
      make<ops::MVN>(x, constant(axes), true, op.number("epsilon", 1e-5F), ov::op::MVNEpsMode::INSIDE_SQRT);
  return with_gamma_and_beta(op, normalised, [&](const Node& values) { return reshaped(values, shape); });
}

/// x / sqrt(sum of squares over the last three dimensions + epsilon)
Nodes l2_norm(Operation& op) {
  const Node x = op.tensor("x");
  if (rank_of(x) < 3) return {op.refuse("x has less than three dimensions")};
  const Node sum =
      make<ops::ReduceSum>(make<ops::Multiply>(x, x), constant(std::vector<std::int64_t>{-3, -2, -1}), true);
  const Node norm = make<ops::Sqrt>(make<ops::Add>(sum, constant(op.number("epsilon", 1e-6F))));
  return {make<ops::Divide>(x, norm)};
}

/// x / (k + alpha / size × sum of squares over `size` channels) ^ beta
Nodes local_response_norm(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t size = op.integer("size");
  const float alpha = op.number("alpha", 1e-4F), beta = op.number("beta", 0.75F), k = op.number("k", 1.0F);
  if (size < 1) return {op.refuse("'size' below 1")};
  if (size % 2 == 0 || size > 10'000) return {op.refuse("an even or very large 'size'")};
  const auto reach = static_cast<std::size_t>(size / 2);
  const Node squares = make<ops::Unsqueeze>(make<ops::Multiply>(x, x), constant(std::vector<std::int64_t>{1}));
  const Node means = make<ops::AvgPool>(squares, ov::Strides{1, 1, 1}, ov::Shape{reach, 0, 0}, ov::Shape{reach, 0, 0},
                                        ov::Shape{static_cast<std::size_t>(size), 1, 1}, false);
  const Node scaled =
      make<ops::Multiply>(make<ops::Squeeze>(means, constant(std::vector<std::int64_t>{1})), constant(alpha));
  const Node divisor = make<ops::Power>(make<ops::Add>(scaled, constant(k)), constant(beta));
  return {make<ops::Divide>(x, divisor)};
}

}  // namespace muster::mil
