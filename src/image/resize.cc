#include "image/resize.h"

#include <algorithm>
#include <cmath>

namespace muster {
namespace {

constexpr std::size_t kChannels = 3;

/// A pixel made of neighbours: weights[k] for source pixel first + k.
struct Blend {
  int first = 0;
  std::vector<double> weights;
};

/// The part of each source pixel that target pixel `i` covers.
Blend covered(const Axis& axis, std::int64_t i) {
  const double scale = static_cast<double>(axis.in) / static_cast<double>(axis.out);
  const double begin = static_cast<double>(i) * scale, end = std::min<double>(begin + scale, axis.in);
  Blend blend{std::min(static_cast<int>(begin), axis.in - 1), {}};
  for (int x = blend.first; x < axis.in && (x < end || x == blend.first); ++x)
    blend.weights.push_back(std::max(0.0, std::min<double>(x + 1, end) - std::max<double>(x, begin)) / (end - begin));
  return blend;
}

/// Enlarging: a target pixel inside one source pixel is that pixel; one across an edge is shared.
Blend shared(const Axis& axis, std::int64_t i) {
  const double scale = static_cast<double>(axis.in) / static_cast<double>(axis.out);
  const int first = std::min(static_cast<int>(std::floor(static_cast<double>(i) * scale)), axis.in - 1);
  const double beyond = static_cast<double>(i + 1) - (first + 1) / scale;
  const double weight = beyond <= 0 ? 0 : beyond - std::floor(beyond);
  if (first + 1 >= axis.in) return {first, {1.0}};
  return {first, {1 - weight, weight}};
}

std::vector<Blend> blends(const Axis& axis, bool shrinks) {
  std::vector<Blend> all;
  for (std::int64_t i = axis.first; i < axis.first + axis.count; ++i)
    all.push_back(shrinks ? covered(axis, i) : shared(axis, i));
  return all;
}

/// Adds a source row, narrowed to the columns of `across` and times `weight`, to `sums`.
void add_row(const std::uint8_t* row, const std::vector<Blend>& across, double weight, std::vector<double>& sums) {
  double* sum = sums.data();
  for (const Blend& blend : across) {
    const std::uint8_t* pixel = row + kChannels * static_cast<std::size_t>(blend.first);
    for (const double part : blend.weights)
      for (std::size_t c = 0; c < kChannels; ++c) sum[c] += weight * part * *pixel++;
    sum += kChannels;
  }
}

/// The two source pixels around target pixel `i`, and how far it is from the first to the second.
struct Between {
  int low = 0, high = 0;
  float fraction = 0;
};

std::vector<Between> betweens(const Axis& axis) {
  const float scale = static_cast<float>(axis.in) / static_cast<float>(axis.out);
  std::vector<Between> all;
  for (std::int64_t i = axis.first; i < axis.first + axis.count; ++i) {
    const float at = static_cast<float>(i) * scale;
    const int low = std::min(static_cast<int>(std::floor(at)), axis.in - 1);
    all.push_back({low, std::min(static_cast<int>(std::ceil(at)), axis.in - 1), at - static_cast<float>(low)});
  }
  return all;
}

}  // namespace

View view_of(const Image& image, const CropPlan& plan, int width, int height) {
  const std::size_t row_bytes = static_cast<std::size_t>(image.width) * kChannels;
  return {.pixels = image.pixels.data() + static_cast<std::size_t>(plan.top) * row_bytes +
                    static_cast<std::size_t>(plan.left) * kChannels,
          .row_bytes = row_bytes,
          .x = {plan.width, plan.resized_width, plan.window_left, width},
          .y = {plan.height, plan.resized_height, plan.window_top, height}};
}

Image resize_area(const View& view) {
  const bool shrinks = view.x.in >= view.x.out && view.y.in >= view.y.out;
  const std::vector<Blend> across = blends(view.x, shrinks), down = blends(view.y, shrinks);
  Image result{view.x.count, view.y.count, {}};
  std::vector<double> sums(across.size() * kChannels);
  result.pixels.reserve(sums.size() * down.size());
  for (const Blend& blend : down) {
    std::ranges::fill(sums, 0.0);
    const std::uint8_t* row = view.pixels + static_cast<std::size_t>(blend.first) * view.row_bytes;
    for (const double weight : blend.weights) add_row(row, across, weight, sums), row += view.row_bytes;
    for (const double sum : sums)
      result.pixels.push_back(static_cast<std::uint8_t>(std::clamp(std::nearbyint(sum), 0.0, 255.0)));
  }
  return result;
}

std::vector<float> resize_litert(const View& view) {
  const std::vector<Between> across = betweens(view.x), down = betweens(view.y);
  std::vector<float> result;
  result.reserve(across.size() * down.size() * kChannels);
  for (const Between& y : down) {
    const std::uint8_t* upper = view.pixels + static_cast<std::size_t>(y.low) * view.row_bytes;
    const std::uint8_t* lower = view.pixels + static_cast<std::size_t>(y.high) * view.row_bytes;
    for (const Between& x : across)
      for (std::size_t c = 0; c < kChannels; ++c) {
        const std::size_t left = static_cast<std::size_t>(x.low) * kChannels + c;
        const std::size_t right = static_cast<std::size_t>(x.high) * kChannels + c;
        result.push_back(static_cast<float>(upper[left]) * (1 - y.fraction) * (1 - x.fraction) +
                         static_cast<float>(lower[left]) * y.fraction * (1 - x.fraction) +
                         static_cast<float>(upper[right]) * (1 - y.fraction) * x.fraction +
                         static_cast<float>(lower[right]) * y.fraction * x.fraction);
      }
  }
  return result;
}

}  // namespace muster
