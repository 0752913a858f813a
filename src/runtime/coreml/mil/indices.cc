#include "runtime/coreml/mil/indices.h"

#include <fmt/format.h>

#include "runtime/coreml/formulas.h"

namespace muster::mil {
namespace {

Node checked(Operation& op, const Node& indices, std::int64_t size) {
  const auto inside = checked_indices(indices, size);
  if (inside) return *inside;
  return op.malformed(fmt::format("'indices' has one that lies outside of a dimension of {}", size));
}

}  // namespace

Node read_indices(Operation& op, const Node& x, std::int64_t axis) {
  return checked(op, op.tensor("indices"), x.get_partial_shape()[axis].get_length());
}

Node read_places(Operation& op, const Node& x, std::int64_t first) {
  const Node indices = op.tensor("indices");
  const std::vector<std::size_t> shape = indices.get_shape(), from = x.get_shape();
  const auto begin = static_cast<std::size_t>(first);
  if (shape.empty() || begin + shape.back() > from.size())
    return op.malformed("'indices' has more values than x has dimensions");
  const auto last = static_cast<std::int64_t>(shape.size()) - 1;
  const auto apart = std::make_shared<ops::Split>(indices, constant(last), shape.back());
  Nodes coordinates;
  for (std::size_t i = 0; i < shape.back(); ++i)
    coordinates.push_back(checked(op, folded(apart->output(i)), static_cast<std::int64_t>(from[begin + i])));
  return make<ops::Concat>(coordinates, last);
}

}  // namespace muster::mil
