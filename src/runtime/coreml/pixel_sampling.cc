#include "runtime/coreml/pixel_sampling.h"

#include <algorithm>
#include <cmath>

namespace muster {
namespace {

/// The points of an axis: start + i · spacing.
struct Grid {
  double start, spacing;
};

double between(double all, std::int64_t points) {
  return points > 1 ? all / static_cast<double>(points - 1) : 0;
}

Grid grid_of(PixelSampling sampling, std::int64_t in, std::int64_t out) {
  const auto last = static_cast<double>(in - 1), size = static_cast<double>(in), count = static_cast<double>(out);
  switch (sampling) {
    case PixelSampling::kStrictAlignCorners:
      return {0, between(last, out)};
    case PixelSampling::kAlignCorners:
      return out == 1 ? Grid{last / 2, 0} : Grid{0, between(last, out)};
    case PixelSampling::kDefault:
      return {0, between(size - size / count, out)};
    case PixelSampling::kOffsetCorners: {
      const double spacing = std::max(1.0, last) / count;
      return {0.5 * spacing, spacing};
    }
    case PixelSampling::kUnalignCorners:
      break;
  }
  return {0.5 * size / count - 0.5, size / count};
}

}  // namespace

double scaled_side(std::int64_t side, float factor) {
  constexpr double kRounding = 1e-4;
  return std::floor(static_cast<double>(side) * static_cast<double>(factor) + kRounding);
}

std::vector<float> sampling_matrix(PixelSampling sampling, std::int64_t in, std::int64_t out) {
  const Grid grid = grid_of(sampling, in, out);
  std::vector<float> matrix(static_cast<std::size_t>(in * out));
  for (std::int64_t i = 0; i < out; ++i) {
    const double point =
        std::clamp(grid.start + static_cast<double>(i) * grid.spacing, 0.0, static_cast<double>(in - 1));
    const auto low = static_cast<std::int64_t>(point), high = std::min(low + 1, in - 1);
    const double part = point - static_cast<double>(low);
    matrix[static_cast<std::size_t>(i * in + low)] += static_cast<float>(1 - part);
    matrix[static_cast<std::size_t>(i * in + high)] += static_cast<float>(part);
  }
  return matrix;
}

}  // namespace muster
