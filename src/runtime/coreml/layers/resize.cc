#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/layers/window.h"

/// Height and width enlarged or reduced. Bilinear interpolation is a product with one small matrix an axis, made from
/// the points at which the format samples: it has seven ways to choose them.
namespace muster::layers {
namespace {

using CoreML::Specification::SamplingMode;
using CoreML::Specification::UpsampleLayerParams;

/// The points of an axis: start + i · spacing.
struct Grid {
  double start, spacing;
};

double between(double all, std::int64_t points) {
  return points > 1 ? all / static_cast<double>(points - 1) : 0;
}

Result<Grid> sampling_grid(SamplingMode::Method method, std::int64_t in, std::int64_t out) {
  const auto last = static_cast<double>(in - 1), size = static_cast<double>(in), count = static_cast<double>(out);
  switch (method) {
    case SamplingMode::STRICT_ALIGN_ENDPOINTS_MODE:
      return Grid{0, between(last, out)};
    case SamplingMode::ALIGN_ENDPOINTS_MODE:
      return out == 1 ? Grid{last / 2, 0} : Grid{0, between(last, out)};
    case SamplingMode::UPSAMPLE_MODE:
      return Grid{0, between(size - size / count, out)};
    case SamplingMode::ROI_ALIGN_MODE: {
      const double spacing = std::max(1.0, last) / count;
      return Grid{0.5 * spacing, spacing};
    }
    default:
      return unsupported("field samplingMethod: an unknown value");
  }
}

Result<Grid> upsampling_grid(UpsampleLayerParams::LinearUpsampleMode mode, std::int64_t in, std::int64_t out) {
  const double ratio = static_cast<double>(in) / static_cast<double>(out);
  switch (mode) {
    case UpsampleLayerParams::DEFAULT:
      return sampling_grid(SamplingMode::UPSAMPLE_MODE, in, out);
    case UpsampleLayerParams::ALIGN_CORNERS_TRUE:
      return sampling_grid(SamplingMode::STRICT_ALIGN_ENDPOINTS_MODE, in, out);
    case UpsampleLayerParams::ALIGN_CORNERS_FALSE:
      return Grid{0.5 * ratio - 0.5, ratio};
    default:
      return unsupported("field linearUpsampleMode: an unknown value");
  }
}

/// [out, in]: each row weighs the two neighbours of its point.
Blob interpolation_matrix(const Grid& grid, std::int64_t in, std::int64_t out) {
  std::vector<float> matrix(static_cast<std::size_t>(in * out));
  for (std::int64_t i = 0; i < out; ++i) {
    const double point =
        std::clamp(grid.start + static_cast<double>(i) * grid.spacing, 0.0, static_cast<double>(in - 1));
    const auto low = static_cast<std::int64_t>(point), high = std::min(low + 1, in - 1);
    const double part = point - static_cast<double>(low);
    matrix[static_cast<std::size_t>(i * in + low)] += static_cast<float>(1 - part);
    matrix[static_cast<std::size_t>(i * in + high)] += static_cast<float>(part);
  }
  return numbers(matrix, {out, in});
}

/// `grid_of(in, out)` says where an axis is sampled.
template <class GridOf>
Result<Blobs> interpolate(const Blob& x, const Pair& out, GridOf grid_of) {
  const Pair in = image_size(x);
  for (std::size_t i = 0; i < 2; ++i)
    if (element_count(Sizes{in[i], out[i]}) > kMaxSize)
      return unsupported(fmt::format("{} pixels made of {}", out[i], in[i]));
  MUSTER_TRY(const Grid rows, grid_of(in[0], out[0]));
  MUSTER_TRY(const Grid columns, grid_of(in[1], out[1]));
  MUSTER_TRY(const Blob wide, bearable(make<op::MatMul>(x, interpolation_matrix(columns, in[1], out[1]), false, true)));
  return Blobs{make<op::MatMul>(interpolation_matrix(rows, in[0], out[0]), wide)};
}

Result<Pair> enlarged_size(const UpsampleLayerParams& params, const Pair& in) {
  MUSTER_TRY(const Pair factor, read_pair(params.scalingfactor(), "scalingFactor", 1));
  const auto& fractions = params.fractionalscalingfactor();
  if (fractions.empty()) return Pair{in[0] * factor[0], in[1] * factor[1]};
  if (params.scalingfactor_size() != 0 || fractions.size() != 2) return malformed("fractionalScalingFactor: not 2");
  Pair out{};
  for (std::size_t i = 0; i < 2; ++i) {
    const double size = std::floor(static_cast<double>(in[i]) * static_cast<double>(fractions[static_cast<int>(i)]));
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
  if (params.mode() == UpsampleLayerParams::BILINEAR)
    return interpolate(x, out, [&](std::int64_t from, std::int64_t to) {
      return upsampling_grid(params.linearupsamplemode(), from, to);
    });
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
  return interpolate(layer.inputs[0], out, [&](std::int64_t from, std::int64_t to) {
    return sampling_grid(params.mode().samplingmethod(), from, to);
  });
}

}  // namespace muster::layers
