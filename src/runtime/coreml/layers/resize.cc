#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/layers/window.h"
#include "runtime/coreml/pixel_sampling.h"

/// Height and width enlarged or reduced. Bilinear interpolation is a product with one small matrix an axis, made from
/// the points at which the format samples.
namespace muster::layers {
namespace {

using CoreML::Specification::SamplingMode;
using CoreML::Specification::UpsampleLayerParams;

Result<PixelSampling> sampling_of(SamplingMode::Method method) {
  switch (method) {
    case SamplingMode::STRICT_ALIGN_ENDPOINTS_MODE:
      return PixelSampling::kStrictAlignCorners;
    case SamplingMode::ALIGN_ENDPOINTS_MODE:
      return PixelSampling::kAlignCorners;
    case SamplingMode::UPSAMPLE_MODE:
      return PixelSampling::kDefault;
    case SamplingMode::ROI_ALIGN_MODE:
      return PixelSampling::kOffsetCorners;
    default:
      return unsupported("field samplingMethod: an unknown value");
  }
}

Result<PixelSampling> sampling_of(UpsampleLayerParams::LinearUpsampleMode mode) {
  switch (mode) {
    case UpsampleLayerParams::DEFAULT:
      return PixelSampling::kDefault;
    case UpsampleLayerParams::ALIGN_CORNERS_TRUE:
      return PixelSampling::kStrictAlignCorners;
    case UpsampleLayerParams::ALIGN_CORNERS_FALSE:
      return PixelSampling::kUnalignCorners;
    default:
      return unsupported("field linearUpsampleMode: an unknown value");
  }
}

Result<Blobs> interpolate(const Blob& x, const Pair& out, PixelSampling sampling) {
  const Pair in = image_size(x);
  for (std::size_t i = 0; i < 2; ++i)
    if (element_count(Sizes{in[i], out[i]}) > kMaxSize)
      return unsupported(fmt::format("{} pixels made of {}", out[i], in[i]));
  const auto matrix = [&](std::size_t i) { return numbers(sampling_matrix(sampling, in[i], out[i]), {out[i], in[i]}); };
  MUSTER_TRY(const Blob wide, bearable(make<op::MatMul>(x, matrix(1), false, true)));
  return Blobs{make<op::MatMul>(matrix(0), wide)};
}

Result<Pair> enlarged_size(const UpsampleLayerParams& params, const Pair& in) {
  MUSTER_TRY(const Pair factor, read_pair(params.scalingfactor(), "scalingFactor", 1));
  const auto& fractions = params.fractionalscalingfactor();
  if (fractions.empty()) return Pair{in[0] * factor[0], in[1] * factor[1]};
  if (params.scalingfactor_size() != 0 || fractions.size() != 2) return malformed("fractionalScalingFactor: not 2");
  Pair out{};
  for (std::size_t i = 0; i < 2; ++i) {
    const double size = scaled_side(in[i], fractions[static_cast<int>(i)]);
    if (!(size >= 1 && size <= static_cast<double>(kMaxSize))) return malformed("fractionalScalingFactor: no size");
    out[i] = static_cast<std::int64_t>(size);
  }
  return out;
}

Blob repeat(const Blob& x, std::int64_t axis, std::int64_t in, std::int64_t out) {
  std::vector<std::int64_t> sources(static_cast<std::size_t>(out));
  for (std::size_t i = 0; i < sources.size(); ++i) sources[i] = static_cast<std::int64_t>(i) / (out / in);
  return make<op::Gather>(x, integers(sources), make<op::Constant>(ov::element::i64, ov::Shape{}, axis));
}

}  // namespace

Result<Blobs> upsample(const Layer& layer) {
  const auto& params = layer.message.upsample();
  const Blob& x = layer.inputs[0];
  MUSTER_CHECK_OK(require_rank(x, 3));
  const Pair in = image_size(x);
  MUSTER_TRY(const Pair out, enlarged_size(params, in));
  if (std::max(out[0], out[1]) > static_cast<std::int64_t>(kMaxSize)) return malformed("scalingFactor: too large");
  if (params.mode() == UpsampleLayerParams::BILINEAR) {
    MUSTER_TRY(const PixelSampling sampling, sampling_of(params.linearupsamplemode()));
    return interpolate(x, out, sampling);
  }
  if (params.mode() != UpsampleLayerParams::NN) return unsupported("field mode: an unknown value");
  if (params.fractionalscalingfactor_size() != 0 || params.linearupsamplemode() != UpsampleLayerParams::DEFAULT)
    return unsupported("fields fractionalScalingFactor and linearUpsampleMode of the nearest pixel");
  return Blobs{repeat(repeat(x, rank_of(x) - 2, in[0], out[0]), rank_of(x) - 1, in[1], out[1])};
}

Result<Blobs> resize_bilinear(const Layer& layer) {
  const auto& params = layer.message.resizebilinear();
  MUSTER_CHECK_OK(require_rank(layer.inputs[0], 3));
  MUSTER_TRY(const Pair out, read_pair(params.targetsize(), "targetSize", 1));
  MUSTER_CHECK_OK(require_only(params.mode(), {"samplingMethod"}));
  MUSTER_TRY(const PixelSampling sampling, sampling_of(params.mode().samplingmethod()));
  return interpolate(layer.inputs[0], out, sampling);
}

}  // namespace muster::layers
