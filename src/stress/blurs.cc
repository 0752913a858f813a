#include "stress/blurs.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <utility>

#include "stress/padded.h"

namespace muster {
namespace {

std::size_t size_of(const Image& photo) {
  return static_cast<std::size_t>(photo.width) * static_cast<std::size_t>(photo.height) * 3;
}

/// 1 / sum of all times each.
void normalise(std::vector<float>& weights) {
  double sum = 0;
  for (const float weight : weights) sum += static_cast<double>(weight);
  for (float& weight : weights) weight = static_cast<float>(static_cast<double>(weight) / sum);
}

std::vector<float> gaussian_weights(double sigma, int first, int last) {
  std::vector<float> weights;
  for (int i = first; i <= last; ++i) weights.push_back(static_cast<float>(std::exp(-i * i / (2 * sigma * sigma))));
  normalise(weights);
  return weights;
}

/// Both directions, one after the other; `weights` has an odd number of entries.
Image convolved(const Image& photo, const std::vector<float>& weights) {
  const int half = static_cast<int>(weights.size() / 2);
  const Padded source = padded(photo, half, Border::kMirror);
  const std::size_t row_values = source.stride(), width = static_cast<std::size_t>(photo.width) * 3;
  std::vector<float> column(row_values), result(size_of(photo));
  for (int y = 0; y < photo.height; ++y) {
    std::ranges::fill(column, 0.0F);
    for (int k = -half; k <= half; ++k) {
      const float* from = source.at(-half, y + k);
      const float weight = weights[static_cast<std::size_t>(k + half)];
      for (std::size_t i = 0; i < row_values; ++i) column[i] += weight * from[i];
    }
    float* to = result.data() + static_cast<std::size_t>(y) * width;
    for (std::size_t k = 0; k < weights.size(); ++k)
      for (std::size_t i = 0; i < width; ++i) to[i] += weights[k] * column[i + 3 * k];
  }
  return to_photo(photo.width, photo.height, result);
}

/// A square of weights, `reach` on each side of its middle.
struct Kernel {
  int reach = 0;
  std::vector<float> weights;

  [[nodiscard]] std::size_t side() const { return static_cast<std::size_t>(2 * reach + 1); }
};

/// A disk on a square of at least 17 pixels, softened by three taps (five, if it is larger), which are mirrored at the
/// square's edges: so ImageNet-C makes it.
Kernel disk_kernel(double radius, double softness) {
  constexpr int kLeastReach = 8;
  const bool is_large = radius > kLeastReach;
  Kernel kernel{is_large ? static_cast<int>(radius) : kLeastReach, {}};
  for (int y = -kernel.reach; y <= kernel.reach; ++y)
    for (int x = -kernel.reach; x <= kernel.reach; ++x)
      kernel.weights.push_back(x * x + y * y <= radius * radius ? 1.0F : 0.0F);
  normalise(kernel.weights);
  const int side = 2 * kernel.reach + 1, half = is_large ? 2 : 1;
  const std::vector<float> taps = gaussian_weights(softness, -half, half);
  for (const bool across : {true, false}) {
    const std::vector<float> from = std::exchange(kernel.weights, std::vector<float>(kernel.weights.size()));
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x)
        for (int k = -half; k <= half; ++k) {
          const int column = across ? place_inside(x + k, side, Border::kMirror) : x;
          const int row = across ? y : place_inside(y + k, side, Border::kMirror);
          kernel.weights[static_cast<std::size_t>(y * side + x)] +=
              taps[static_cast<std::size_t>(k + half)] * from[static_cast<std::size_t>(row * side + column)];
        }
  }
  return kernel;
}

/// The longest part of a row whose weights are alike: from `first` on, `count` of them.
struct Flat {
  std::size_t first = 0, count = 0;
};

Flat flat_part(std::span<const float> weights) {
  Flat longest;
  for (std::size_t i = 0; i < weights.size();) {
    std::size_t end = i + 1;
    while (end < weights.size() && weights[end] == weights[i]) ++end;
    if (weights[i] != 0 && end - i > longest.count) longest = {i, end - i};
    i = end;
  }
  return longest;
}

/// Adds one row of a photo, under one row of a kernel, to a row of the result. `sums` of a place: of all before it, by
/// channel; with it the work grows with a disk's rim, not with its area.
void add_row(std::span<const float> weights, const float* row, const float* sums, std::span<float> to) {
  const Flat flat = flat_part(weights);
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const bool is_flat = k >= flat.first && k < flat.first + flat.count;
    if (is_flat || weights[k] == 0) continue;
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += weights[k] * row[3 * k + i];
  }
  if (flat.count == 0) return;
  const float *before = sums + 3 * flat.first, *through = before + 3 * flat.count;
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += weights[flat.first] * (through[i] - before[i]);
}

std::vector<float> convolved(const Image& photo, const Kernel& kernel) {
  const Padded source = padded(photo, kernel.reach, Border::kMirror);
  const std::size_t stride = source.stride(), width = static_cast<std::size_t>(photo.width) * 3;
  std::vector<float> result(size_of(photo)), sums(stride + 3);
  for (int from = -kernel.reach; from < photo.height + kernel.reach; ++from) {
    const float* row = source.at(-kernel.reach, from);
    for (std::size_t i = 0; i < stride; ++i) sums[i + 3] = sums[i] + row[i];
    for (int y = std::max(0, from - kernel.reach); y <= std::min(photo.height - 1, from + kernel.reach); ++y) {
      const auto kernel_row = static_cast<std::size_t>(from - y + kernel.reach);
      add_row(std::span(kernel.weights).subspan(kernel_row * kernel.side(), kernel.side()), row, sums.data(),
              std::span(result).subspan(static_cast<std::size_t>(y) * width, width));
    }
  }
  return result;
}

/// Where the samples of a motion lie, in whole pixels.
struct Step {
  int x = 0, y = 0;
};

std::vector<Step> steps_of(std::size_t count, double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  std::vector<Step> steps;
  for (std::size_t i = 0; i < count; ++i) {
    const auto along = static_cast<double>(i);
    steps.push_back({static_cast<int>(std::ceil(along * std::cos(angle) - 0.5)),
                     static_cast<int>(std::ceil(along * std::sin(angle) - 0.5))});
  }
  return steps;
}

}  // namespace

Image disk_blurred(const Image& photo, double radius, double softness) {
  return to_photo(photo.width, photo.height, convolved(photo, disk_kernel(radius, softness)));
}

Image motion_blurred(const Image& photo, double radius, double sigma, double degrees) {
  const int last = 2 * static_cast<int>(std::ceil(radius));
  const std::vector<float> weights = gaussian_weights(sigma, 0, last);
  const std::vector<Step> steps = steps_of(weights.size(), degrees);
  const Padded source = padded(photo, last, Border::kEdge);
  const std::size_t width = static_cast<std::size_t>(photo.width) * 3;
  std::vector<float> result(size_of(photo));
  for (int y = 0; y < photo.height; ++y) {
    float* to = result.data() + static_cast<std::size_t>(y) * width;
    for (std::size_t k = 0; k < weights.size(); ++k) {
      const float* from = source.at(steps[k].x, y + steps[k].y);
      for (std::size_t i = 0; i < width; ++i) to[i] += weights[k] * from[i];
    }
  }
  return to_photo(photo.width, photo.height, result);
}

Image gaussian_blurred(const Image& photo, double sigma) {
  const int half = static_cast<int>(4 * sigma + 0.5);
  return convolved(photo, gaussian_weights(sigma, -half, half));
}

}  // namespace muster
