#include "leaks/own_pixels.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace muster {
namespace {

/// A picture at its own size.
struct Grid {
  int columns = 0, rows = 0;
  std::vector<float> values;

  [[nodiscard]] float* row(int y) { return values.data() + static_cast<std::ptrdiff_t>(y) * columns; }
  [[nodiscard]] const float* row(int y) const { return values.data() + static_cast<std::ptrdiff_t>(y) * columns; }
};

/// How much of square pixel `from` lies in pixel `to` of so many.
float covered(int from, int to, int count) {
  const float begin = static_cast<float>(to * kGreySide) / static_cast<float>(count);
  const float end = static_cast<float>((to + 1) * kGreySide) / static_cast<float>(count);
  const auto left = static_cast<float>(from);
  return std::max(0.0F, std::min(left + 1, end) - std::max(left, begin)) / (end - begin);
}

/// Calls `add(to, from, weight)` for every pixel of a side that is brought from the square's to `count`.
void for_each_part(int count, const auto& add) {
  for (int to = 0; to < count; ++to)
    for (int from = to * kGreySide / count; from < kGreySide && from * count < (to + 1) * kGreySide; ++from)
      if (const float weight = covered(from, to, count); weight > 0) add(to, from, weight);
}

/// The square brought back to the picture's own size, by areas.
Grid at_own_size(const GreySquare& grey, const OwnSize& size) {
  Grid lines{kGreySide, size.rows, std::vector<float>(static_cast<std::size_t>(kGreySide * size.rows))};
  for_each_part(size.rows, [&](int to, int from, float weight) {
    float* line = lines.row(to);
    const std::uint8_t* source = grey.data() + static_cast<std::ptrdiff_t>(from) * kGreySide;
    for (int x = 0; x < kGreySide; ++x) line[x] += weight * static_cast<float>(source[x]);
  });
  Grid own{size.columns, size.rows, std::vector<float>(static_cast<std::size_t>(size.pixels()))};
  for_each_part(size.columns, [&](int to, int from, float weight) {
    for (int y = 0; y < size.rows; ++y) own.row(y)[to] += weight * lines.row(y)[from];
  });
  return own;
}

/// Binomial, three pixels each way.
Grid smoothed(const Grid& grid) {
  Grid across = grid, result = grid;
  const int right = grid.columns - 1, bottom = grid.rows - 1;
  for (int y = 0; y <= bottom; ++y) {
    const float* from = grid.row(y);
    for (int x = 0; x <= right; ++x)
      across.row(y)[x] = (from[std::max(x - 1, 0)] + 2 * from[x] + from[std::min(x + 1, right)]) / 4;
  }
  for (int y = 0; y <= bottom; ++y) {
    const float *above = across.row(std::max(y - 1, 0)), *here = across.row(y);
    const float* below = across.row(std::min(y + 1, bottom));
    for (int x = 0; x <= right; ++x) result.row(y)[x] = (above[x] + 2 * here[x] + below[x]) / 4;
  }
  return result;
}

/// Takes off the plane of least squares; returns the mean.
float flatten(Grid& grid) {
  const float middle_x = static_cast<float>(grid.columns - 1) / 2, middle_y = static_cast<float>(grid.rows - 1) / 2;
  float sum = 0, along_x = 0, along_y = 0, squares_x = 0, squares_y = 0;
  const auto for_each = [&](const auto& visit) {
    for (int y = 0; y < grid.rows; ++y)
      for (int x = 0; x < grid.columns; ++x)
        visit(grid.row(y)[x], static_cast<float>(x) - middle_x, static_cast<float>(y) - middle_y);
  };
  for_each([&](float value, float x, float y) {
    sum += value, along_x += x * value, along_y += y * value;
    squares_x += x * x, squares_y += y * y;
  });
  const float mean = sum / static_cast<float>(grid.values.size());
  const float slope_x = squares_x > 0 ? along_x / squares_x : 0, slope_y = squares_y > 0 ? along_y / squares_y : 0;
  for_each([&](float& value, float x, float y) { value -= mean + slope_x * x + slope_y * y; });
  return mean;
}

float mean_product(const Grid& a, const Grid& b) {
  float sum = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) sum += a.values[i] * b.values[i];
  return sum / static_cast<float>(a.values.size());
}

}  // namespace

OwnSize own_size(const PrintFacts& first, const PrintFacts& second, Symmetry symmetry) {
  int width = second.width, height = second.height;
  if ((symmetry & 4U) != 0) std::swap(width, height);
  return {std::clamp(std::min(first.width, width), 1, kGreySide),
          std::clamp(std::min(first.height, height), 1, kGreySide)};
}

Residual residual_between(const GreySquare& first, const GreySquare& second, const OwnSize& size) {
  Grid a = smoothed(at_own_size(first, size)), b = smoothed(at_own_size(second, size));
  const float mean_a = flatten(a), mean_b = flatten(b);
  const float var_a = mean_product(a, a), var_b = mean_product(b, b), covariance = mean_product(a, b);
  constexpr float kFlat = 1;  // variance; less is rounding
  if (!(var_a > kFlat && var_b > kFlat && covariance > 0)) return {std::sqrt(std::max(var_a, var_b)), 1, 1, 0};
  const float share = std::sqrt(std::max(0.0F, 1 - covariance * covariance / (var_a * var_b)));
  const float gain = std::sqrt(var_a / var_b);
  return {share * std::sqrt(std::max(var_a, var_b)), share, gain, mean_a - gain * mean_b};
}

}  // namespace muster
