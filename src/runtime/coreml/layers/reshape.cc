#include <fmt/format.h>

#include <algorithm>

#include "runtime/coreml/layers/layer.h"

/// The same elements in the same order under another shape (or, where a layer says "channel last", in that order).
namespace muster::layers {
namespace {

using Targets = google::protobuf::RepeatedField<std::int64_t>;

/// The shape with its −1 worked out. Errors: more than one, sizes below 1, or another number of elements.
Result<Blob> reshape_to(const Blob& x, Sizes shape) {
  const std::uint64_t elements = element_count(shape_of(x));
  const auto open = std::ranges::find(shape, -1);
  if (open != shape.end()) {
    *open = 1;
    const std::uint64_t others = element_count(shape);
    if (others == 0 || elements % others != 0) return malformed("targetShape: does not divide the input");
    *open = static_cast<std::int64_t>(elements / others);
  }
  if (std::ranges::any_of(shape, [](std::int64_t size) { return size < 1; }) || element_count(shape) != elements)
    return malformed(
        fmt::format("targetShape: {} for a blob of {}", fmt::join(shape, "×"), fmt::join(shape_of(x), "×")));
  return reshape(x, shape);
}

/// [.., C, H, W] as [.., H, W, C].
Blob channels_last(const Blob& x) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(rank_of(x)));
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int64_t>(i);
  std::rotate(order.end() - 3, order.end() - 2, order.end());
  return transpose(x, order);
}

Blob channels_first(const Blob& x) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(rank_of(x)));
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int64_t>(i);
  std::rotate(order.end() - 3, order.end() - 1, order.end());
  return transpose(x, order);
}

/// Counted from the front of the rank, sorted, each once.
Result<Sizes> resolve_axes(const Targets& axes, std::int64_t rank) {
  Sizes resolved;
  for (const std::int64_t axis : axes) {
    MUSTER_TRY(const std::int64_t value, resolve_axis(axis, rank));
    resolved.push_back(value);
  }
  std::ranges::sort(resolved);
  if (std::ranges::adjacent_find(resolved) != resolved.end()) return malformed("axes: one stands twice");
  return resolved;
}

}  // namespace

Result<Blobs> flatten(const Layer& layer) {
  using CoreML::Specification::FlattenLayerParams;
  MUSTER_CHECK_OK(require_rank(layer.inputs[0], 3));
  const auto mode = layer.message.flatten().mode();
  if (mode != FlattenLayerParams::CHANNEL_FIRST && mode != FlattenLayerParams::CHANNEL_LAST)
    return unsupported("field mode: an unknown value");
  Sizes shape = shape_of(layer.inputs[0]);
  const auto features = static_cast<std::int64_t>(element_count(std::span(shape).last(3)));
  std::ranges::copy(Sizes{features, 1, 1}, shape.end() - 3);
  const bool last = mode == FlattenLayerParams::CHANNEL_LAST;
  return Blobs{reshape(last ? channels_last(layer.inputs[0]) : layer.inputs[0], shape)};
}

Result<Blobs> reshape_image(const Layer& layer) {
  using CoreML::Specification::ReshapeLayerParams;
  const auto& params = layer.message.reshape();
  const Blob& x = layer.inputs[0];
  if (rank_of(x) != 5) return unsupported(fmt::format("an input of rank {}, not 5", rank_of(x)));
  Sizes shape(params.targetshape().begin(), params.targetshape().end());
  if (shape.size() == 3) shape.insert(shape.begin(), shape_of(x)[0]);
  if (shape.size() != 4) return malformed("targetShape: not 3 or 4 sizes");
  if (params.mode() == ReshapeLayerParams::CHANNEL_FIRST) {
    MUSTER_TRY(const Blob y, reshape_to(x, {shape[0], 1, shape[1], shape[2], shape[3]}));
    return Blobs{y};
  }
  if (params.mode() != ReshapeLayerParams::CHANNEL_LAST) return unsupported("field mode: an unknown value");
  MUSTER_TRY(const Blob y, reshape_to(channels_last(x), {shape[0], 1, shape[2], shape[3], shape[1]}));
  return Blobs{channels_first(y)};
}

Result<Blobs> reshape_static(const Layer& layer) {
  const auto& target = layer.message.reshapestatic().targetshape();
  MUSTER_TRY(const Blob y, reshape_to(layer.inputs[0], Sizes(target.begin(), target.end())));
  return Blobs{y};
}

Result<Blobs> rank_preserving_reshape(const Layer& layer) {
  const auto& target = layer.message.rankpreservingreshape().targetshape();
  const Sizes old = shape_of(layer.inputs[0]);
  Sizes shape(target.begin(), target.end());
  if (shape.size() != old.size()) return malformed("targetShape: another rank than the input's");
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == 0) shape[i] = old[i];
  MUSTER_TRY(const Blob y, reshape_to(layer.inputs[0], shape));
  return Blobs{y};
}

Result<Blobs> reshape_like(const Layer& layer) {
  MUSTER_TRY(const Blob y, reshape_to(layer.inputs[0], shape_of(layer.inputs[1])));
  return Blobs{y};
}

Result<Blobs> flatten_to_2d(const Layer& layer) {
  const Sizes shape = shape_of(layer.inputs[0]);
  const auto rank = static_cast<std::int64_t>(shape.size());
  std::int64_t axis = layer.message.flattento2d().axis();
  if (axis != rank) {  // one past the last is an axis here
    MUSTER_TRY(axis, resolve_axis(axis, rank));
  }
  const auto split = static_cast<std::size_t>(axis);
  return Blobs{reshape(layer.inputs[0], {static_cast<std::int64_t>(element_count(std::span(shape).first(split))),
                                         static_cast<std::int64_t>(element_count(std::span(shape).subspan(split)))})};
}

Result<Blobs> squeeze(const Layer& layer) {
  const auto& params = layer.message.squeeze();
  Sizes shape = shape_of(layer.inputs[0]);
  if (params.squeezeall()) {
    std::erase(shape, 1);
    return Blobs{reshape(layer.inputs[0], shape)};
  }
  MUSTER_TRY(Sizes axes, resolve_axes(params.axes(), rank_of(layer.inputs[0])));
  for (; !axes.empty(); axes.pop_back()) {
    if (shape[static_cast<std::size_t>(axes.back())] != 1) return malformed("axes: a size other than 1");
    shape.erase(shape.begin() + axes.back());
  }
  return Blobs{reshape(layer.inputs[0], shape)};
}

Result<Blobs> expand_dims(const Layer& layer) {
  const auto& axes = layer.message.expanddims().axes();
  Sizes shape = shape_of(layer.inputs[0]);
  MUSTER_TRY(const Sizes resolved, resolve_axes(axes, rank_of(layer.inputs[0]) + axes.size()));
  for (const std::int64_t axis : resolved) shape.insert(shape.begin() + axis, 1);
  return Blobs{reshape(layer.inputs[0], shape)};
}

}  // namespace muster::layers
