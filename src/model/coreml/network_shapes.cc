#include "model/coreml/network_shapes.h"

#include <algorithm>

#include "model/window_size.h"

namespace muster {
namespace {

namespace spec = CoreML::Specification;
using Layer = spec::NeuralNetworkLayer;

/// Entry `at` of a repeated field of two sizes; `usual` where it is left out.
template <class Sizes>
std::int64_t size_at(const Sizes& sizes, int at, std::int64_t usual) {
  constexpr std::uint64_t kLargest = 1U << 30U;
  return sizes.size() == 2 ? static_cast<std::int64_t>(std::min<std::uint64_t>(sizes.Get(at), kLargest)) : usual;
}

std::int64_t padding_at(const spec::BorderAmounts& padding, int at) {
  constexpr std::uint64_t kLargest = 1U << 30U;
  if (padding.borderamounts_size() != 2) return 0;
  const auto& edges = padding.borderamounts(at);
  return static_cast<std::int64_t>(std::min(edges.startedgesize(), kLargest) + std::min(edges.endedgesize(), kLargest));
}

KnownShape convolved(const spec::ConvolutionLayerParams& layer, Shape shape) {
  if (shape.size() < 3) return std::nullopt;
  std::optional<std::int64_t> plane[2];
  for (int i = 0; i < 2; ++i) {
    const Window window{size_at(layer.kernelsize(), i, 3), size_at(layer.stride(), i, 1),
                        size_at(layer.dilationfactor(), i, 1), padding_at(layer.valid().paddingamounts(), i)};
    const std::int64_t size = shape[shape.size() - 2 + static_cast<std::size_t>(i)];
    if (layer.isdeconvolution())
      plane[i] = layer.outputshape_size() == 2 ? size_at(layer.outputshape(), i, 0)
                 : layer.has_same()            ? size * window.stride
                                               : transposed_size(size, window);
    else
      plane[i] = layer.has_same() ? same_size(size, window) : window_size(size, window);
  }
  shape[shape.size() - 3] = static_cast<std::int64_t>(std::min<std::uint64_t>(layer.outputchannels(), 1U << 30U));
  return with_plane(std::move(shape), plane[0], plane[1]);
}

KnownShape pooled(const spec::PoolingLayerParams& layer, Shape shape) {
  if (shape.size() < 3) return std::nullopt;
  if (layer.globalpooling()) return with_plane(std::move(shape), 1, 1);
  std::optional<std::int64_t> plane[2];
  for (int i = 0; i < 2; ++i) {
    Window window{size_at(layer.kernelsize(), i, 3), size_at(layer.stride(), i, 1), 1,
                  padding_at(layer.valid().paddingamounts(), i)};
    const std::int64_t size = shape[shape.size() - 2 + static_cast<std::size_t>(i)];
    if (layer.has_includelastpixel()) {
      const std::int64_t padding = size_at(layer.includelastpixel().paddingamounts(), i, 0);
      window.padding = 2 * padding;
      plane[i] = window_size_with_last(size, window, padding);
    } else {
      plane[i] = layer.has_same() ? same_size(size, window) : window_size(size, window);
    }
  }
  return with_plane(std::move(shape), plane[0], plane[1]);
}

KnownShape reduced(const spec::ReduceMeanLayerParams& layer, Shape shape) {
  if (layer.reduceall() || layer.axes_size() == 0) return std::nullopt;
  for (const std::int64_t axis : layer.axes()) {
    const auto along = axis_of(axis, shape.size());
    if (!along) return std::nullopt;
    shape[*along] = layer.keepdims() ? 1 : 0;
  }
  std::erase(shape, 0);
  return shape;
}

KnownShape multiplied(const spec::InnerProductLayerParams& layer, Shape shape) {
  const auto from = static_cast<std::int64_t>(std::min<std::uint64_t>(layer.inputchannels(), 1U << 30U));
  const auto to = static_cast<std::int64_t>(std::min<std::uint64_t>(layer.outputchannels(), 1U << 30U));
  const std::size_t rank = shape.size();
  const bool legacy = rank >= 3 && shape[rank - 1] == 1 && shape[rank - 2] == 1 && shape[rank - 3] == from;
  const std::size_t along = legacy ? rank - 3 : rank - 1;
  if (rank == 0 || shape[along] != from) return std::nullopt;
  shape[along] = to;
  return shape;
}

KnownShape multiplied(const spec::BatchedMatMulLayerParams& layer, const std::vector<KnownShape>& inputs) {
  Shape shape = *inputs[0];
  if (shape.size() < 2) return std::nullopt;
  const std::size_t rank = shape.size();
  if (layer.transposea()) std::swap(shape[rank - 1], shape[rank - 2]);
  if (inputs.size() == 1) {
    shape[rank - 1] =
        static_cast<std::int64_t>(std::min<std::uint64_t>(layer.weightmatrixseconddimension(), 1U << 30U));
    return shape;
  }
  if (inputs[1]->size() != rank) return std::nullopt;
  shape[rank - 1] = (*inputs[1])[layer.transposeb() ? rank - 2 : rank - 1];
  return shape;
}

KnownShape flattened(const Shape& shape) {
  if (shape.size() < 3) return std::nullopt;
  Shape flat(shape.begin(), shape.end() - 3);
  const double all = static_cast<double>(shape.end()[-3]) * static_cast<double>(shape.end()[-2]) *
                     static_cast<double>(shape.end()[-1]);
  if (all > 1e15) return std::nullopt;
  flat.insert(flat.end(), {shape.end()[-3] * shape.end()[-2] * shape.end()[-1], 1, 1});
  return flat;
}

KnownShape padded(const spec::PaddingLayerParams& layer, const Shape& shape) {
  if (shape.size() < 2) return std::nullopt;
  return with_plane(shape, shape.end()[-2] + padding_at(layer.paddingamounts(), 0),
                    shape.end()[-1] + padding_at(layer.paddingamounts(), 1));
}

/// Equal parts of a dimension.
KnownShape split(Shape shape, std::int64_t axis, std::uint64_t parts) {
  const auto along = axis_of(axis, shape.size());
  if (!along || parts == 0 || shape[*along] < static_cast<std::int64_t>(std::min<std::uint64_t>(parts, 1U << 30U)))
    return std::nullopt;
  shape[*along] /= static_cast<std::int64_t>(parts);
  return shape;
}

KnownShape unchecked_output_shape(const Layer& layer, const std::vector<KnownShape>& inputs) {
  if (inputs.empty() || std::ranges::any_of(inputs, [](const KnownShape& shape) { return !shape || shape->empty(); }))
    return std::nullopt;
  const Shape& first = *inputs[0];
  switch (layer.layer_case()) {
    case Layer::kConvolution:
      return convolved(layer.convolution(), first);
    case Layer::kPooling:
      return pooled(layer.pooling(), first);
    case Layer::kPadding:
      return padded(layer.padding(), first);
    case Layer::kInnerProduct:
      return multiplied(layer.innerproduct(), first);
    case Layer::kBatchedMatmul:
      return multiplied(layer.batchedmatmul(), inputs);
    case Layer::kConcat:
      return layer.concat().sequenceconcat() ? std::nullopt : joined(inputs, -3);
    case Layer::kConcatND:
      return joined(inputs, layer.concatnd().axis());
    case Layer::kSplit:
      return split(first, -3, layer.split().noutputs());
    case Layer::kSplitND:
      return layer.splitnd().splitsizes_size() > 0 ? std::nullopt
                                                   : split(first, layer.splitnd().axis(), layer.splitnd().numsplits());
    case Layer::kFlatten:
      return flattened(first);
    case Layer::kReshapeStatic:
      return reshaped(first, {layer.reshapestatic().targetshape().begin(), layer.reshapestatic().targetshape().end()});
    case Layer::kReduceMean:
      return reduced(layer.reducemean(), first);
    case Layer::kAdd:
    case Layer::kMultiply:
    case Layer::kAverage:
    case Layer::kMax:
    case Layer::kMin:
    case Layer::kAddBroadcastable:
    case Layer::kMultiplyBroadcastable:
    case Layer::kSubtractBroadcastable:
    case Layer::kDivideBroadcastable:
    case Layer::kMaxBroadcastable:
    case Layer::kMinBroadcastable:
      return broadcast(inputs);
    case Layer::kActivation:
    case Layer::kBatchnorm:
    case Layer::kClip:
    case Layer::kGelu:
    case Layer::kErf:
    case Layer::kTanh:
    case Layer::kUnary:
    case Layer::kScale:
    case Layer::kBias:
    case Layer::kMvn:
    case Layer::kL2Normalize:
    case Layer::kLayerNormalization:
    case Layer::kLrn:
    case Layer::kSoftmax:
    case Layer::kSoftmaxND:
    case Layer::kCopy:
      return first;
    default:
      return std::nullopt;
  }
}

}  // namespace

KnownShape output_shape(const Layer& layer, const std::vector<KnownShape>& inputs) {
  return checked(unchecked_output_shape(layer, inputs));
}

}  // namespace muster
