#include "runtime/coreml/mil/indices.h"

#include <fmt/format.h>

namespace muster::mil {
namespace {

/// Checks every `step`th index from `offset` on, where they are constant.
void check(Operation& op, const Node& indices, std::int64_t size, std::size_t offset, std::size_t step) {
  const auto constant = ov::as_type_ptr<ops::Constant>(indices.get_node_shared_ptr());
  if (!constant) return;
  const std::vector<std::int64_t> stated = constant->cast_vector<std::int64_t>();
  for (std::size_t i = offset; i < stated.size(); i += step)
    if (stated[i] < -size || stated[i] >= size) {
      op.malformed(fmt::format("'indices' has a {}, in a dimension of {}", stated[i], size));
      return;
    }
}

}  // namespace

Node read_indices(Operation& op, const Node& x, std::int64_t axis) {
  const Node indices = op.tensor("indices");
  check(op, indices, x.get_partial_shape()[axis].get_length(), 0, 1);
  return indices;
}

Node read_places(Operation& op, const Node& x, std::int64_t first) {
  const Node indices = op.tensor("indices");
  const std::vector<std::size_t> shape = indices.get_shape(), from = x.get_shape();
  const auto begin = static_cast<std::size_t>(first);
  if (shape.empty() || begin + shape.back() > from.size())
    return op.malformed("'indices' has more values than x has dimensions");
  for (std::size_t i = 0; i < shape.back(); ++i)
    check(op, indices, static_cast<std::int64_t>(from[begin + i]), i, shape.back());
  return indices;
}

}  // namespace muster::mil
