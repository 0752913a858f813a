#include <fmt/format.h>

#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/layers/weights.h"

namespace muster::layers {
namespace {

/// Weights of the shape [1], [C], [1, H, W] or [C, H, W], so that they broadcast over the last three axes.
Result<Blob> broadcastable(const CoreML::Specification::WeightParams& params, const Counts& declared, const Blob& x,
                           std::string_view field) {
  MUSTER_CHECK_OK(require_rank(x, 3));
  MUSTER_TRY(Sizes shape, read_sizes(declared, field));
  if (shape.size() == 1) shape = {shape[0], 1, 1};
  const Sizes image = shape_of(x);
  for (std::size_t i = 1; i <= shape.size(); ++i)
    if (shape.size() != 3 || (shape.end()[-static_cast<int>(i)] != 1 &&
                              shape.end()[-static_cast<int>(i)] != image.end()[-static_cast<int>(i)]))
      return malformed(fmt::format("{}: {} for a blob of {}", field, fmt::join(shape, "×"), fmt::join(image, "×")));
  return weights(params, shape, field);
}

}  // namespace

Result<Blobs> scale(const Layer& layer) {
  const auto& params = layer.message.scale();
  const Blob& x = layer.inputs[0];
  MUSTER_TRY(const Blob factor, broadcastable(params.scale(), params.shapescale(), x, "scale"));
  const Blob y = make<op::Multiply>(x, factor);
  MUSTER_TRY(const bool biased, adds_bias(params));
  if (!biased) return Blobs{y};
  MUSTER_TRY(const Blob shift, broadcastable(params.bias(), params.shapebias(), x, "bias"));
  return Blobs{make<op::Add>(y, shift)};
}

Result<Blobs> bias(const Layer& layer) {
  const auto& params = layer.message.bias();
  MUSTER_TRY(const Blob shift, broadcastable(params.bias(), params.shape(), layer.inputs[0], "bias"));
  return Blobs{make<op::Add>(layer.inputs[0], shift)};
}

}  // namespace muster::layers
