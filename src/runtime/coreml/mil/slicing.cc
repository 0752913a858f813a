// Parts of tensors, and tensors out of parts.
#include <fmt/format.h>

#include <limits>
#include <openvino/op/slice_scatter.hpp>

#include "runtime/coreml/formulas.h"
#include "runtime/coreml/mil/indices.h"
#include "runtime/coreml/mil/operators.h"

namespace muster::mil {
namespace {

/// Which dimensions a mask marks; none where it is absent.
std::vector<bool> mask_of(Operation& op, const std::string& name, std::size_t rank) {
  std::vector<bool> mask(rank);
  if (!op.has(name)) return mask;
  const auto stated = op.integers(name, rank);
  for (std::size_t i = 0; i < rank; ++i) mask[i] = stated[i] != 0;
  return mask;
}

Node read_scalar(Operation& op, const std::string& name, const Node& fallback) {
  const Node value = op.has(name) ? op.tensor(name) : fallback;
  return element_count(value.get_shape()) == 1 ? reshaped(value, {}) : op.malformed("'" + name + "' is not one number");
}

std::vector<std::int64_t> as_bits(const std::vector<bool>& mask) {
  return {mask.begin(), mask.end()};
}

}  // namespace

Nodes concat(Operation& op) {
  const Nodes values = op.tensors("values");
  const std::int64_t axis = op.axis("axis", values[0]);
  if (!op.flag("interleave", false)) return {make<ops::Concat>(values, axis)};
  const auto differs = [&](const Node& value) { return value.get_shape() != values[0].get_shape(); };
  if (std::ranges::any_of(values, differs)) return {op.unsupported("tensors of several shapes cannot be interleaved")};
  return {interleaved(values, axis)};
}

Nodes stack(Operation& op) {
  const Nodes values = op.tensors("values");
  const std::int64_t rank = rank_of(values[0]), stated = op.integer("axis");
  const std::int64_t axis = stated < 0 ? stated + rank + 1 : stated;
  if (axis < 0 || axis > rank) return {op.malformed("'axis' is none of the result's")};
  Nodes parts;
  for (const Node& value : values)
    parts.push_back(make<ops::Unsqueeze>(value, constant(std::vector<std::int64_t>{axis})));
  return {make<ops::Concat>(parts, axis)};
}

Nodes split(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t axis = op.axis("axis", x);
  std::vector<std::int64_t> sizes;
  if (op.has("split_sizes")) {
    sizes = op.integers("split_sizes");
    if (std::ranges::any_of(sizes, [](std::int64_t size) { return size < 1; })) op.malformed("'split_sizes' below 1");
    if (op.has("num_splits") && op.integer("num_splits") != static_cast<std::int64_t>(sizes.size()))
      return {op.malformed("'num_splits' and 'split_sizes' contradict each other")};
  } else {
    const std::int64_t parts = op.integer("num_splits"), size = x.get_partial_shape()[axis].get_length();
    if (parts < 1 || parts > 100'000 || size % parts != 0)
      return {op.malformed("the dimension cannot be split evenly")};
    sizes.assign(static_cast<std::size_t>(parts), size / parts);
  }
  const auto parts = std::make_shared<ops::VariadicSplit>(x, constant(axis), constant(sizes));
  Nodes outputs;
  for (const auto& output : parts->outputs()) outputs.push_back(folded(output));
  return outputs;
}

Nodes slice_by_index(Operation& op) {
  const Node x = op.tensor("x"), begin = op.tensor("begin"), end = op.tensor("end");
  const auto rank = static_cast<std::size_t>(rank_of(x));
  const auto strides = op.integers("stride", std::vector<std::int64_t>(rank, 1));
  const auto begins = mask_of(op, "begin_mask", rank), ends = mask_of(op, "end_mask", rank);
  const auto squeezed = mask_of(op, "squeeze_mask", rank);
  if (begin.get_shape() != ov::Shape{rank} || end.get_shape() != ov::Shape{rank} || std::ranges::count(strides, 0) > 0)
    return {op.malformed("'begin' or 'end' has not one value a dimension, or 'stride' has a 0")};
  return {make<ops::StridedSlice>(x, begin, end, constant(strides), as_bits(begins), as_bits(ends),
                                  std::vector<std::int64_t>(rank, 0), as_bits(squeezed))};
}

/// x with a slice of it replaced.
Nodes slice_update(Operation& op) {
  const Node x = op.tensor("x"), update = op.tensor("update");
  const auto rank = static_cast<std::size_t>(rank_of(x));
  auto begin = op.integers("begin", rank), end = op.integers("end", rank);
  const auto strides = op.integers("stride", std::vector<std::int64_t>(rank, 1));
  const auto begins = mask_of(op, "begin_mask", rank), ends = mask_of(op, "end_mask", rank);
  const auto squeezed = mask_of(op, "squeeze_mask", rank);
  for (std::size_t i = 0; i < rank; ++i) {
    if (squeezed[i] || strides[i] < 1) return {op.unsupported("a 'squeeze_mask', or a negative 'stride'")};
    if (begins[i]) begin[i] = 0;
    if (ends[i]) end[i] = std::numeric_limits<std::int32_t>::max();
  }
  return {make<ov::op::v15::SliceScatter>(x, update, constant(begin), constant(end), constant(strides))};
}

/// `size` −1: to the end.
Nodes slice_by_size(Operation& op) {
  const Node x = op.tensor("x");
  const auto rank = static_cast<std::size_t>(rank_of(x));
  const auto begin = op.integers("begin", rank), size = op.integers("size", rank);
  const std::vector<std::size_t> shape = x.get_shape();
  std::vector<std::int64_t> end(shape.begin(), shape.end());
  for (std::size_t i = 0; i < rank; ++i) {
    if (begin[i] < 0 || size[i] < -1 || begin[i] + size[i] > end[i])
      return {op.malformed("'begin' and 'size' lead outside of x")};
    if (size[i] >= 0) end[i] = begin[i] + size[i];
  }
  return {make<ops::Slice>(x, constant(begin), constant(end), constant(std::vector<std::int64_t>(rank, 1)))};
}

// validate_indices says whether indices are checked; here they always are (indices.h).

Nodes gather(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t axis = op.axis("axis", x, 0), batch = op.integer("batch_dims", 0);
  op.ignore("validate_indices");
  return {make<ops::Gather>(x, read_indices(op, x, axis), constant(axis), batch)};
}

Nodes gather_along_axis(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t axis = op.axis("axis", x, 0);
  op.ignore("validate_indices");
  return {make<ops::GatherElements>(x, read_indices(op, x, axis), axis)};
}

Nodes gather_nd(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t batch = op.integer("batch_dims", 0);
  op.ignore("validate_indices");
  if (batch < 0) return {op.malformed("'batch_dims' below 0")};
  return {make<ops::GatherND>(x, read_places(op, x, batch), static_cast<std::size_t>(batch))};
}

Nodes fill(Operation& op) {
  const Node shape = op.tensor("shape");
  return {make<ops::Broadcast>(read_scalar(op, "value", constant(0.0F)), shape)};
}

Nodes fill_like(Operation& op) {
  const Node like = op.tensor("ref_tensor");
  return {make<ops::Broadcast>(read_scalar(op, "value", constant(0.0F)), make<ops::ShapeOf>(like, ov::element::i32))};
}

Nodes range_1d(Operation& op) {
  const Node start = op.tensor("start"), end = op.tensor("end"), step = op.tensor("step");
  return {make<ops::Range>(start, end, step, start.get_element_type())};
}

Nodes one_hot(Operation& op) {
  const Node indices = op.tensor("indices");
  const std::int64_t classes = op.integer("one_hot_vector_size");
  if (classes < 1) return {op.malformed("'one_hot_vector_size' below 1")};
  const auto checked = checked_indices(indices, classes);
  if (!checked) return {op.malformed(fmt::format("'indices' has one that lies outside of {} classes", classes))};
  const Node on = read_scalar(op, "on_value", constant(std::int64_t{1}));
  const Node off = read_scalar(op, "off_value", constant(std::int64_t{0}));
  return {make<ops::OneHot>(*checked, constant(classes), on, off, op.integer("axis", -1))};
}

/// Keeps `lower` diagonals below and `upper` above the main one; negative: all of them.
Nodes band_part(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t lower = op.integer("lower", -1), upper = op.integer("upper", -1);
  const std::int64_t rank = rank_of(x);
  if (rank < 2) return {op.malformed("x is no matrix")};
  const auto rows = x.get_partial_shape()[rank - 2].get_length(),
             columns = x.get_partial_shape()[rank - 1].get_length();
  if (rows * columns > 1 << 20) return {op.unsupported("a matrix that is too large")};
  std::vector<char> kept;
  for (std::int64_t row = 0; row < rows; ++row)
    for (std::int64_t column = 0; column < columns; ++column)
      kept.push_back((lower < 0 || row - column <= lower) && (upper < 0 || column - row <= upper) ? 1 : 0);
  const ov::Shape shape{static_cast<std::size_t>(rows), static_cast<std::size_t>(columns)};
  const Node mask = ops::Constant::create(ov::element::boolean, shape, kept);
  // Selected, since infinity times 0 would be no number.
  return {make<ops::Select>(mask, x, make<ops::Convert>(constant(0.0F), x.get_element_type()))};
}

}  // namespace muster::mil
