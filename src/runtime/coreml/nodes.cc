#include "runtime/coreml/nodes.h"

#include <algorithm>

namespace muster {

Node folded(const Node& node) {
  constexpr std::uint64_t kMostFolded = 1U << 12U;
  const auto& inputs = node.get_node()->input_values();
  const auto is_constant = [](const Node& input) {
    return ov::is_type<ops::Constant>(input.get_node()) && element_count(input.get_shape()) <= kMostFolded;
  };
  if (inputs.empty() || !std::ranges::all_of(inputs, is_constant)) return node;
  if (node.get_partial_shape().is_dynamic() || element_count(node.get_shape()) > kMostFolded) return node;
  ov::OutputVector results(node.get_node()->get_output_size());
  if (!node.get_node()->constant_fold(results, inputs)) return node;
  return results[node.get_index()];
}

Node constant(float value) {
  return ops::Constant::create(ov::element::f32, {}, {value})->output(0);
}

Node constant(std::int64_t value) {
  return ops::Constant::create(ov::element::i32, {}, {value})->output(0);
}

Node constant(const std::vector<std::int64_t>& values) {
  return ops::Constant::create(ov::element::i32, {values.size()}, values)->output(0);
}

Node constant(const std::vector<float>& values) {
  return ops::Constant::create(ov::element::f32, {values.size()}, values)->output(0);
}

Node reshaped(const Node& x, const std::vector<std::int64_t>& shape) {
  return make<ops::Reshape>(x, constant(shape), false);
}

Node transposed(const Node& x, const std::vector<std::int64_t>& order) {
  return make<ops::Transpose>(x, constant(order));
}

std::int64_t rank_of(const Node& x) {
  return x.get_partial_shape().rank().get_length();
}

Node along_channels(const Node& vector, std::int64_t rank) {
  std::vector<std::int64_t> shape(static_cast<std::size_t>(std::max<std::int64_t>(rank, 2)), 1);
  shape[1] = -1;
  return reshaped(vector, shape);
}

}  // namespace muster
