// The same numbers in another shape or order.
#include "runtime/coreml/mil/operators.h"

namespace muster::mil {
namespace {

std::int64_t positive(Operation& op, const std::string& name) {
  const std::int64_t value = op.integer(name);
  if (value >= 1 && value <= 65'536) return value;
  op.malformed("'" + name + "' is not positive, or far too large");
  return 1;
}

/// N×C×H×W, as sizes.
std::vector<std::int64_t> sizes_of(Operation& op, const Node& x) {
  const ov::Shape shape = x.get_shape();
  if (shape.size() != 4) op.malformed("x has not four dimensions");
  if (shape.size() != 4) return {1, 1, 1, 1};
  return {shape.begin(), shape.end()};
}

using ToSpace = ops::DepthToSpace::DepthToSpaceMode;
using ToDepth = ops::SpaceToDepth::SpaceToDepthMode;

Nodes to_space(Operation& op, const std::string& factor, ToSpace mode) {
  const Node x = op.tensor("x");
  return {make<ops::DepthToSpace>(x, mode, static_cast<std::size_t>(positive(op, factor)))};
}

Nodes to_depth(Operation& op, const std::string& factor, ToDepth mode) {
  const Node x = op.tensor("x");
  return {make<ops::SpaceToDepth>(x, mode, static_cast<std::size_t>(positive(op, factor)))};
}

}  // namespace

/// 0 keeps a dimension, −1 takes what is left.
Nodes reshape(Operation& op) {
  const Node x = op.tensor("x");
  return {make<ops::Reshape>(x, op.tensor("shape"), true)};
}

Nodes transpose(Operation& op) {
  const Node x = op.tensor("x");
  const auto order = op.axes("perm", rank_of(x));
  if (static_cast<std::int64_t>(order.size()) != rank_of(x)) return {op.malformed("'perm' is no permutation")};
  return {transposed(x, order)};
}

Nodes expand_dims(Operation& op) {
  const Node x = op.tensor("x");
  const auto count = static_cast<std::int64_t>(op.integers("axes").size());
  return {make<ops::Unsqueeze>(x, constant(op.axes("axes", rank_of(x) + count)))};
}

Nodes squeeze(Operation& op) {
  const Node x = op.tensor("x");
  if (!op.has("axes")) return {make<ops::Squeeze>(x)};
  const auto axes = op.axes("axes", rank_of(x));
  for (const std::int64_t axis : axes)
    if (x.get_partial_shape()[axis] != 1) return {op.malformed("'axes' names a dimension that is not 1")};
  return {axes.empty() ? x : make<ops::Squeeze>(x, constant(axes))};
}

/// All before `axis` becomes one dimension, and all from it on another.
Nodes flatten2d(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t axis = op.axis("axis", x, 1);
  std::int64_t rows = 1;
  for (std::int64_t i = 0; i < axis; ++i) rows *= x.get_partial_shape()[i].get_length();
  return {reshaped(x, {rows, -1})};
}

Nodes shape(Operation& op) {
  return {make<ops::ShapeOf>(op.tensor("x"), ov::element::i32)};
}

Nodes tile(Operation& op) {
  const Node x = op.tensor("x");
  if (rank_of(x) == 0) return {op.malformed("x has no dimensions")};
  const auto reps = op.integers("reps", static_cast<std::size_t>(rank_of(x)));
  if (!std::ranges::all_of(reps, [](std::int64_t times) { return times > 0; })) op.malformed("'reps' below 1");
  return {make<ops::Tile>(x, constant(reps))};
}

Nodes reverse(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t rank = rank_of(x);
  std::vector<std::int64_t> axes(static_cast<std::size_t>(rank));
  for (std::size_t i = 0; i < axes.size(); ++i) axes[i] = static_cast<std::int64_t>(i);
  if (op.has("axes")) axes = op.axes("axes", rank);
  Node result = x;
  for (const std::int64_t axis : axes) {
    const std::vector<std::int64_t> begin{-1}, end{std::numeric_limits<std::int32_t>::min()}, step{-1}, along{axis};
    result = make<ops::Slice>(result, constant(begin), constant(end), constant(step), constant(along));
  }
  return {result};
}

Nodes depth_to_space(Operation& op) {
  return to_space(op, "block_size", ToSpace::BLOCKS_FIRST);
}

Nodes space_to_depth(Operation& op) {
  return to_depth(op, "block_size", ToDepth::BLOCKS_FIRST);
}

/// (C × r²)×H×W becomes C×(H × r)×(W × r), channels outermost.
Nodes pixel_shuffle(Operation& op) {
  return to_space(op, "upscale_factor", ToSpace::DEPTH_FIRST);
}

Nodes pixel_unshuffle(Operation& op) {
  return to_depth(op, "downscale_factor", ToDepth::DEPTH_FIRST);
}

/// mode "constant", "reflect" or "replicate"; `pad` holds begin and end of the last dimensions.
Nodes pad(Operation& op) {
  const Node x = op.tensor("x");
  const auto pads = op.integers("pad");
  const std::string mode = op.text("mode", "constant");
  const auto rank = static_cast<std::size_t>(rank_of(x));
  if (pads.size() % 2 != 0 || pads.size() > 2 * rank)
    return {op.malformed("'pad' has another length than twice the rank")};
  std::vector<std::int64_t> begin(rank, 0), end(rank, 0);
  for (std::size_t i = 0; i < pads.size() / 2; ++i) {
    const std::size_t dimension = rank - pads.size() / 2 + i;
    begin[dimension] = pads[2 * i], end[dimension] = pads[2 * i + 1];
    if (pads[2 * i] < 0 || pads[2 * i + 1] < 0) return {op.malformed("'pad' is negative")};
  }
  const Node value = make<ops::Convert>(constant(op.number("constant_val", 0.0F)), x.get_element_type());
  const auto padded = [&](ov::op::PadMode how) {
    return make<ops::Pad>(x, constant(begin), constant(end), value, how);
  };
  if (mode == "constant") return {padded(ov::op::PadMode::CONSTANT)};
  if (mode == "reflect") return {padded(ov::op::PadMode::REFLECT)};
  if (mode == "replicate") return {padded(ov::op::PadMode::EDGE)};
  return {op.unknown("mode", mode)};
}

/// Takes `crop_height` and `crop_width` {begin, end} off the last two dimensions.
Nodes crop(Operation& op) {
  const Node x = op.tensor("x");
  const auto height = op.integers("crop_height", 2), width = op.integers("crop_width", 2);
  const auto sizes = sizes_of(op, x);
  for (const std::int64_t size : {height[0], height[1], width[0], width[1]})
    if (size < 0) op.malformed("a negative number of rows or columns");
  const std::vector<std::int64_t> begin{height[0], width[0]}, end{sizes[2] - height[1], sizes[3] - width[1]};
  const std::vector<std::int64_t> steps{1, 1}, axes{2, 3};
  return {make<ops::Slice>(x, constant(begin), constant(end), constant(steps), constant(axes))};
}

}  // namespace muster::mil
