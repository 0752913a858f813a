#include <fmt/format.h>

#include <algorithm>

#include "runtime/coreml/formulas.h"
#include "runtime/coreml/layers/layer.h"

/// Elements in another order, joined and taken apart.
namespace muster::layers {
namespace {

bool is_permutation(Sizes order, std::int64_t rank) {
  std::ranges::sort(order);
  for (std::size_t i = 0; i < order.size(); ++i)
    if (order[i] != static_cast<std::int64_t>(i)) return false;
  return static_cast<std::int64_t>(order.size()) == rank;
}

Result<Blobs> concatenate(const Blobs& inputs, std::int64_t axis) {
  MUSTER_TRY(axis, resolve_axis(axis, rank_of(inputs[0])));
  return Blobs{make<op::Concat>(inputs, axis)};
}

/// The first of each input, the second of each, …
Result<Blobs> interleave(const Blobs& inputs, std::int64_t axis) {
  MUSTER_TRY(axis, resolve_axis(axis, rank_of(inputs[0])));
  const auto differs = [&](const Blob& input) { return input.get_shape() != inputs[0].get_shape(); };
  if (std::ranges::any_of(inputs, differs)) return malformed("interleave: inputs of different shapes");
  return Blobs{interleaved(inputs, axis)};
}

Result<Blobs> split_evenly(const Blob& x, std::int64_t axis, std::int64_t parts) {
  MUSTER_TRY(axis, resolve_axis(axis, rank_of(x)));
  const Blob where = make<op::Constant>(ov::element::i64, ov::Shape{}, axis);
  if (shape_of(x)[static_cast<std::size_t>(axis)] % parts != 0) return malformed(fmt::format("{} even parts", parts));
  return std::make_shared<op::Split>(x, where, static_cast<std::size_t>(parts))->outputs();
}

}  // namespace

Result<Blobs> transpose_axes(const Layer& layer) {
  const auto& axes = layer.message.transpose().axes();
  const Sizes order(axes.begin(), axes.end());
  if (!is_permutation(order, rank_of(layer.inputs[0]))) return malformed("axes: not each once");
  return Blobs{transpose(layer.inputs[0], order)};
}

/// Its axes are sequence, channel, height and width; the batch stays.
Result<Blobs> permute(const Layer& layer) {
  const auto& axes = layer.message.permute().axis();
  Sizes order(axes.begin(), axes.end());
  if (rank_of(layer.inputs[0]) != 5) return unsupported("an input whose rank is not 5");
  if (order.empty()) return Blobs{layer.inputs[0]};
  if (!is_permutation(order, 4)) return malformed("axis: not each once");
  for (std::int64_t& axis : order) axis += axis > 0;
  order.insert(order.begin() + 1, 1);
  return Blobs{transpose(layer.inputs[0], order)};
}

Result<Blobs> concat(const Layer& layer) {
  return concatenate(layer.inputs, layer.message.concat().sequenceconcat() ? -5 : -3);
}

Result<Blobs> concat_nd(const Layer& layer) {
  const auto& params = layer.message.concatnd();
  return params.interleave() ? interleave(layer.inputs, params.axis()) : concatenate(layer.inputs, params.axis());
}

Result<Blobs> stack(const Layer& layer) {
  MUSTER_TRY(const std::int64_t axis, resolve_axis(layer.message.stack().axis(), rank_of(layer.inputs[0]) + 1));
  Blobs apart;
  for (const Blob& input : layer.inputs) apart.push_back(make<op::Unsqueeze>(input, integers({axis})));
  return Blobs{make<op::Concat>(apart, axis)};
}

Result<Blobs> split(const Layer& layer) {
  MUSTER_TRY(const std::int64_t parts, read_size(layer.message.split().noutputs(), "nOutputs"));
  return split_evenly(layer.inputs[0], -3, parts);
}

Result<Blobs> split_nd(const Layer& layer) {
  const auto& params = layer.message.splitnd();
  if (params.splitsizes_size() == 0) {
    MUSTER_TRY(const std::int64_t parts, read_size(params.numsplits(), "numSplits"));
    return split_evenly(layer.inputs[0], params.axis(), parts);
  }
  MUSTER_TRY(const Sizes sizes, read_sizes(params.splitsizes(), "splitSizes"));
  MUSTER_TRY(const std::int64_t axis, resolve_axis(params.axis(), rank_of(layer.inputs[0])));
  const Blob where = make<op::Constant>(ov::element::i64, ov::Shape{}, axis);
  return std::make_shared<op::VariadicSplit>(layer.inputs[0], where, integers(sizes))->outputs();
}

Result<Blobs> tile(const Layer& layer) {
  const auto& params = layer.message.tile();
  MUSTER_TRY(const Sizes repeats, read_sizes(params.reps(), "reps"));
  if (repeats.empty() || repeats.size() > shape_of(layer.inputs[0]).size()) return malformed("reps: another rank");
  return Blobs{make<op::Tile>(layer.inputs[0], integers(repeats))};
}

Result<Blobs> reverse(const Layer& layer) {
  const auto& flags = layer.message.reverse().reversedim();
  if (flags.size() != rank_of(layer.inputs[0])) return malformed("reverseDim: another rank");
  Sizes axes;
  for (int i = 0; i < flags.size(); ++i)
    if (flags[i]) axes.push_back(i);
  return Blobs{make<ov::op::v1::Reverse>(layer.inputs[0], integers(axes), ov::op::v1::Reverse::Mode::INDEX)};
}

Result<Blobs> reorganize_data(const Layer& layer) {
  using CoreML::Specification::ReorganizeDataLayerParams;
  const auto& params = layer.message.reorganizedata();
  MUSTER_CHECK_OK(require_rank(layer.inputs[0], 4));
  const Blob x = as_images(layer.inputs[0]);
  MUSTER_TRY(const std::int64_t block, read_size(params.blocksize(), "blockSize"));
  const auto size = static_cast<std::size_t>(block);
  Blob y;
  switch (params.mode()) {
    case ReorganizeDataLayerParams::SPACE_TO_DEPTH:
      y = make<op::SpaceToDepth>(x, op::SpaceToDepth::SpaceToDepthMode::BLOCKS_FIRST, size);
      break;
    case ReorganizeDataLayerParams::DEPTH_TO_SPACE:
      y = make<op::DepthToSpace>(x, op::DepthToSpace::DepthToSpaceMode::BLOCKS_FIRST, size);
      break;
    case ReorganizeDataLayerParams::PIXEL_SHUFFLE:
      y = make<op::DepthToSpace>(x, op::DepthToSpace::DepthToSpaceMode::DEPTH_FIRST, size);
      break;
    default:
      return unsupported("field mode: an unknown value");
  }
  return Blobs{with_leading_axes(y, layer.inputs[0])};
}

}  // namespace muster::layers
