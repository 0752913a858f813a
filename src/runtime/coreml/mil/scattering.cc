// Updates at places that indices name. Where an index stands twice its updates come one after the other.
#include <openvino/op/scatter_elements_update.hpp>
#include <openvino/op/scatter_nd_update.hpp>

#include "runtime/coreml/mil/indices.h"
#include "runtime/coreml/mil/operators.h"

namespace muster::mil {
namespace {

using Elements = ov::op::v12::ScatterElementsUpdate;
using Places = ov::op::v15::ScatterNDUpdate;

/// How an update meets the value at its place: `sub` adds the negative, `div` multiplies by the inverse.
struct Mode {
  std::string name;
  Elements::Reduction elements;
  Places::Reduction places;
};

Mode read_mode(Operation& op, std::string fallback) {
  using E = Elements::Reduction;
  using P = Places::Reduction;
  static const std::vector<Mode> kModes{{"add", E::SUM, P::SUM},     {"sub", E::SUM, P::SUM}, {"mul", E::PROD, P::PROD},
                                        {"div", E::PROD, P::PROD},   {"max", E::MAX, P::MAX}, {"min", E::MIN, P::MIN},
                                        {"update", E::NONE, P::NONE}};
  const std::string name = op.text("mode", std::move(fallback));
  const auto known = std::ranges::find(kModes, name, &Mode::name);
  if (known != kModes.end()) return *known;
  op.unknown("mode", name);
  return kModes.back();
}

Node read_updates(Operation& op, const Mode& mode) {
  const Node updates = op.tensor("updates");
  if (mode.name == "sub") return make<ops::Negative>(updates);
  if (mode.name == "div")
    return make<ops::Divide>(make<ops::Convert>(constant(1.0F), updates.get_element_type()), updates);
  return updates;
}

/// The order of dimensions that puts `axis` first; and the one that puts it back.
std::vector<std::int64_t> axis_first(std::int64_t rank, std::int64_t axis) {
  std::vector<std::int64_t> order{axis};
  for (std::int64_t i = 0; i < rank; ++i)
    if (i != axis) order.push_back(i);
  return order;
}

std::vector<std::int64_t> axis_back(std::int64_t rank, std::int64_t axis) {
  std::vector<std::int64_t> order;
  for (std::int64_t i = 1; i <= axis; ++i) order.push_back(i);
  order.push_back(0);
  for (std::int64_t i = axis + 1; i < rank; ++i) order.push_back(i);
  return order;
}

}  // namespace

/// data[…, indices[i], …] meets updates[…, i, …] along `axis`.
Nodes scatter(Operation& op) {
  const Node data = op.tensor("data");
  const Mode mode = read_mode(op, "add");
  const Node updates = read_updates(op, mode);
  const std::int64_t rank = rank_of(data), axis = op.axis("axis", data, 0);
  const Node indices = read_indices(op, data, axis);
  op.ignore("validate_indices");
  if (rank_of(indices) != 1) return {op.unsupported("indices of several dimensions")};
  const auto order = axis_first(rank, axis);
  const Node places = make<ops::Unsqueeze>(indices, constant(std::vector<std::int64_t>{1}));
  const Node updated = make<Places>(transposed(data, order), places, transposed(updates, order), mode.places);
  return {transposed(updated, axis_back(rank, axis))};
}

Nodes scatter_along_axis(Operation& op) {
  const Node data = op.tensor("data");
  const Mode mode = read_mode(op, "add");
  const Node updates = read_updates(op, mode);
  const std::int64_t axis = op.axis("axis", data, 0);
  op.ignore("validate_indices");
  return {make<Elements>(data, read_indices(op, data, axis), updates, constant(axis), mode.elements)};
}

Nodes scatter_nd(Operation& op) {
  const Node data = op.tensor("data");
  const Mode mode = read_mode(op, "add");
  op.ignore("validate_indices");
  return {make<Places>(data, read_places(op, data, 0), read_updates(op, mode), mode.places)};
}

}  // namespace muster::mil
