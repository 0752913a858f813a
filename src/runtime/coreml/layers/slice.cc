#include <fmt/format.h>

#include <algorithm>

#include "runtime/coreml/formulas.h"
#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/layers/window.h"

/// Parts of a blob.
namespace muster::layers {
namespace {

using CoreML::Specification::SliceLayerParams;

std::vector<std::int64_t> as_mask(const google::protobuf::RepeatedField<bool>& flags) {
  return {flags.begin(), flags.end()};
}

/// A begin or end beyond any size, which stands for the edge, brought near enough that sums with it do not overflow.
std::int64_t within_reach(std::int64_t index) {
  constexpr auto kFar = static_cast<std::int64_t>(kMostElements);
  return std::clamp(index, -kFar, kFar);
}

Sizes within_reach(const google::protobuf::RepeatedField<std::int64_t>& indices) {
  Sizes near;
  for (const std::int64_t index : indices) near.push_back(within_reach(index));
  return near;
}

Result<Sizes> read_steps(const google::protobuf::RepeatedField<std::int64_t>& strides) {
  const Sizes steps = within_reach(strides);
  if (std::ranges::find(steps, 0) != steps.end()) return malformed("strides: 0");
  return steps;
}

Result<void> check_index(std::int64_t index, std::int64_t size) {
  if (index >= -size && index < size) return {};
  return malformed(fmt::format("beginIds: {} of {}", index, size));
}

/// Indices along an axis of x, negative ones counted from its end.
Result<Blob> read_indices(const Blob& indices, const Blob& x, std::int64_t axis) {
  const std::int64_t size = shape_of(x)[static_cast<std::size_t>(axis)];
  const auto inside = checked_indices(indices, size);
  if (!inside) return malformed(fmt::format("an index outside of a dimension of {}", size));
  return to_integers(*inside);
}

}  // namespace

Result<Blobs> slice(const Layer& layer) {
  const auto& params = layer.message.slice();
  MUSTER_TRY(const std::int64_t stride, read_size(params.stride() == 0 ? 1 : params.stride(), "stride"));
  if (params.axis() < SliceLayerParams::CHANNEL_AXIS || params.axis() > SliceLayerParams::WIDTH_AXIS)
    return unsupported("field axis: an unknown value");
  MUSTER_TRY(const std::int64_t axis, resolve_axis(params.axis() - 3, rank_of(layer.inputs[0])));
  return Blobs{make<op::Slice>(layer.inputs[0], integers({within_reach(params.startindex())}),
                               integers({within_reach(params.endindex())}), integers({stride}), integers({axis}))};
}

Result<Blobs> slice_static(const Layer& layer) {
  const auto& params = layer.message.slicestatic();
  const Sizes shape = shape_of(layer.inputs[0]);
  const auto rank = static_cast<int>(shape.size());
  for (const int count : {params.beginids_size(), params.endids_size(), params.strides_size(), params.beginmasks_size(),
                          params.endmasks_size()})
    if (count != rank) return malformed(fmt::format("{} values for a blob of rank {}", count, rank));
  if (params.squeezemasks_size() != 0 && params.squeezemasks_size() != rank)
    return malformed("squeezeMasks: another rank");
  std::vector<std::int64_t> open_begins = as_mask(params.beginmasks()), squeezed = as_mask(params.squeezemasks());
  squeezed.resize(shape.size());
  for (std::size_t i = 0; i < squeezed.size(); ++i) {
    if (squeezed[i] == 0) continue;
    open_begins[i] = 0;  // only the begin counts
    MUSTER_CHECK_OK(check_index(params.beginids(static_cast<int>(i)), shape[i]));
  }
  MUSTER_TRY(const Sizes steps, read_steps(params.strides()));
  return Blobs{make<op::StridedSlice>(layer.inputs[0], integers(within_reach(params.beginids())),
                                      integers(within_reach(params.endids())), integers(steps), open_begins,
                                      as_mask(params.endmasks()), std::vector<std::int64_t>{}, squeezed)};
}

/// Height and width less the borders; or, with a second input, as much as that has from an offset on.
Result<Blobs> crop(const Layer& layer) {
  const auto& params = layer.message.crop();
  const Blob& x = layer.inputs[0];
  MUSTER_CHECK_OK(require_rank(x, 3));
  const Pair size = image_size(x);
  MUSTER_TRY(const Margins borders, read_margins(params.cropamounts()));
  MUSTER_TRY(const Pair offset, read_pair(params.offset(), "offset", 0, 0));
  Pair begin = borders.begin, end{size[0] - borders.end[0], size[1] - borders.end[1]};
  if (layer.inputs.size() == 2) {
    MUSTER_CHECK_OK(require_rank(layer.inputs[1], 3));
    const Pair wanted = image_size(layer.inputs[1]);
    begin = offset;
    end = {offset[0] + wanted[0], offset[1] + wanted[1]};
  }
  if (begin[0] >= end[0] || begin[1] >= end[1] || end[0] > size[0] || end[1] > size[1])
    return malformed("more is cut off than there is");
  return Blobs{make<op::Slice>(x, integers({begin[0], begin[1]}), integers({end[0], end[1]}), integers({1, 1}),
                               integers(last_axes(x, 2)))};
}

/// Elements at the indices that the second input holds.
Result<Blobs> gather(const Layer& layer) {
  MUSTER_TRY(const std::int64_t axis, resolve_axis(layer.message.gather().axis(), rank_of(layer.inputs[0])));
  MUSTER_TRY(const Blob indices, read_indices(layer.inputs[1], layer.inputs[0], axis));
  return Blobs{make<op::Gather>(layer.inputs[0], indices, make<op::Constant>(ov::element::i64, ov::Shape{}, axis))};
}

Result<Blobs> scatter(const Layer& layer) {
  const auto& params = layer.message.scatter();
  if (params.mode() != CoreML::Specification::SCATTER_UPDATE) return unsupported("field mode: not SCATTER_UPDATE");
  MUSTER_TRY(const std::int64_t axis, resolve_axis(params.axis(), rank_of(layer.inputs[0])));
  MUSTER_TRY(const Blob indices, read_indices(layer.inputs[1], layer.inputs[0], axis));
  return Blobs{make<op::ScatterUpdate>(layer.inputs[0], indices, layer.inputs[2], integers({axis}))};
}

}  // namespace muster::layers
