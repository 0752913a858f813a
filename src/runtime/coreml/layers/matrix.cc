#include <fmt/format.h>

#include <numeric>

#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/layers/weights.h"

namespace muster::layers {
namespace {

std::int64_t product(std::span<const std::int64_t> sizes) {
  return static_cast<std::int64_t>(element_count(sizes));
}

/// rows · kernelᵀ + bias, where the kernel is stored as [outputs, inputs].
template <class Params>
Result<Blob> multiply_rows(const Params& params, const Blob& rows, std::int64_t inputs, std::int64_t outputs) {
  if (shape_of(rows).back() != inputs)
    return malformed(fmt::format("{} input channels, not {}", shape_of(rows).back(), inputs));
  MUSTER_TRY(const Blob kernel, weights(params.weights(), {outputs, inputs}, "weights"));
  const Blob y = make<op::MatMul>(rows, kernel, false, true);
  MUSTER_TRY(const bool biased, adds_bias(params));
  if (!biased) return y;
  MUSTER_TRY(const Blob bias, weights(params.bias(), {outputs}, "bias"));
  return make<op::Add>(y, bias);
}

/// How many of the last axes are the features of a fully connected layer: above rank 3 they are an image.
std::size_t feature_axes(std::size_t rank) {
  return rank < 4 ? 1 : 3;
}

}  // namespace

Result<Blobs> inner_product(const Layer& layer) {
  const auto& params = layer.message.innerproduct();
  MUSTER_TRY(const std::int64_t inputs, read_size(params.inputchannels(), "inputChannels"));
  MUSTER_TRY(const std::int64_t outputs, read_size(params.outputchannels(), "outputChannels"));
  Sizes shape = shape_of(layer.inputs[0]);
  if (shape.size() > 5) return unsupported(fmt::format("an input of rank {}", shape.size()));
  const std::size_t features = feature_axes(shape.size());
  const std::span<const std::int64_t> sizes(shape);
  const Sizes matrix{product(sizes.first(sizes.size() - features)), product(sizes.last(features))};
  MUSTER_TRY(const Blob y, multiply_rows(params, reshape(layer.inputs[0], matrix), inputs, outputs));
  std::fill(shape.end() - static_cast<std::ptrdiff_t>(features), shape.end(), 1);
  shape[shape.size() - features] = outputs;
  return Blobs{reshape(y, shape)};
}

Result<Blobs> batched_matmul(const Layer& layer) {
  const auto& params = layer.message.batchedmatmul();
  if (layer.inputs.size() == 2) {
    if (params.hasbias() || params.has_weights()) return unsupported("fields weights and hasBias with two inputs");
    const auto raised = [](const Blob& x, std::int64_t axis) {  // a vector is a row on the left, a column on the right
      return rank_of(x) == 1 ? make<op::Unsqueeze>(x, integers({axis})) : x;
    };
    return Blobs{make<op::MatMul>(raised(layer.inputs[0], 0), raised(layer.inputs[1], 1), params.transposea(),
                                  params.transposeb())};
  }
  MUSTER_TRY(const std::int64_t inputs, read_size(params.weightmatrixfirstdimension(), "weightMatrixFirstDimension"));
  MUSTER_TRY(const std::int64_t outputs,
             read_size(params.weightmatrixseconddimension(), "weightMatrixSecondDimension"));
  Sizes shape = shape_of(layer.inputs[0]);
  const std::int64_t rows = product(std::span(shape).first(shape.size() - 1));
  MUSTER_TRY(const Blob y, multiply_rows(params, reshape(layer.inputs[0], {rows, shape.back()}), inputs, outputs));
  shape.back() = outputs;
  return Blobs{reshape(y, shape)};
}

Result<Blobs> dot_product(const Layer& layer) {
  const Blob &a = layer.inputs[0], &b = layer.inputs[1];
  MUSTER_CHECK_OK(require_rank(a, 3));
  if (shape_of(a) != shape_of(b)) return malformed("inputs of different shapes");
  const Blob axes = integers(last_axes(a, 3));
  const auto sum = [&](const Blob& x, const Blob& y) {
    return make<op::ReduceSum>(make<op::Multiply>(x, y), axes, true);
  };
  const Blob y = sum(a, b);
  if (!layer.message.dot().cosinesimilarity()) return Blobs{y};
  return Blobs{make<op::Divide>(y, make<op::Sqrt>(make<op::Multiply>(sum(a, a), sum(b, b))))};
}

}  // namespace muster::layers
