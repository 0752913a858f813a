#include <algorithm>
#include <cmath>
#include <cstring>

#include "image/resize.h"

// The two passes are worth a second version for processors with AVX2, chosen when the program is loaded.
#if defined(__x86_64__) && defined(__linux__) && !defined(MUSTER_SANITIZED)
#define MUSTER_VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define MUSTER_VECTORISED
#endif

namespace muster {
namespace {

constexpr int kFractionBits = 32 - 8 - 2;  // 8 for the result, 2 for what a negative lobe may add
constexpr std::int32_t kHalf = 1 << (kFractionBits - 1);
constexpr int kChannels = 3;

/// Pixels `first` to `first + count` of the source, weighted, make one pixel.
struct Taps {
  int first = 0, count = 0;
  std::size_t weights = 0;  ///< index of the first weight
};

struct Kernel {
  std::vector<Taps> taps;
  std::vector<std::int32_t> weights;
};

double bilinear(double x) {
  x = std::abs(x);
  return x < 1 ? 1 - x : 0;
}

/// Keys' cubic convolution with a = -1/2 (IEEE TASSP 29, 1981).
double bicubic(double x) {
  constexpr double kA = -0.5;
  x = std::abs(x);
  if (x < 1) return ((kA + 2) * x - (kA + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * kA;
  return 0;
}

std::int32_t fixed_point(double weight) {
  return static_cast<std::int32_t>((weight < 0 ? -0.5 : 0.5) + weight * (1 << kFractionBits));
}

/// The order of these operations decides the last bit: it is Pillow's.
Kernel make_kernel(const Axis& axis, Resize filter) {
  const bool cubic = filter == Resize::kPillowBicubic;
  const double scale = static_cast<double>(axis.in) / static_cast<double>(axis.out);
  const double stretch = std::max(scale, 1.0);
  const double support = (cubic ? 2.0 : 1.0) * stretch, inverse_stretch = 1 / stretch;
  Kernel kernel;
  std::vector<double> weights;
  for (int i = 0; i < axis.count; ++i) {
    const double center = (static_cast<double>(axis.first + i) + 0.5) * scale;
    const int first = std::max(0, static_cast<int>(center - support + 0.5));
    const int last = std::min(axis.in, static_cast<int>(center + support + 0.5));
    weights.clear();
    double sum = 0;
    for (int x = 0; x < last - first; ++x) {
      const double at = (x + first - center + 0.5) * inverse_stretch;
      weights.push_back(cubic ? bicubic(at) : bilinear(at));
      sum += weights.back();
    }
    kernel.taps.push_back({first, last - first, kernel.weights.size()});
    for (const double weight : weights) kernel.weights.push_back(fixed_point(sum != 0 ? weight / sum : weight));
  }
  return kernel;
}

using Lanes = std::int32_t __attribute__((vector_size(16)));

/// Makes one row from one. `wide` holds the source row as 32-bit numbers, with room for one more: a pixel is
/// read as four numbers, of which the last is not used.
MUSTER_VECTORISED void blend_columns(const std::uint8_t* row, std::size_t bytes, std::int32_t* wide,
                                     const Kernel& kernel, std::uint8_t* to) {
  std::copy_n(row, bytes, wide);
  const Lanes least{}, most = least + 255;
  for (const Taps& taps : kernel.taps) {
    const std::int32_t* from = wide + kChannels * static_cast<std::ptrdiff_t>(taps.first);
    const std::int32_t* weights = kernel.weights.data() + taps.weights;
    Lanes sum = least + kHalf;
    for (int i = 0; i < taps.count; ++i, from += kChannels) {
      Lanes pixel;
      std::memcpy(&pixel, from, sizeof pixel);
      sum += pixel * weights[i];
    }
    sum >>= kFractionBits;
    sum = sum < least ? least : sum;
    sum = sum > most ? most : sum;
    for (int c = 0; c < kChannels; ++c) *to++ = static_cast<std::uint8_t>(sum[c]);
  }
}

/// Makes one row from `count` rows of `bytes` bytes each, `row_bytes` apart.
MUSTER_VECTORISED void blend_rows(const std::uint8_t* rows, std::size_t row_bytes, const std::int32_t* weights,
                                  int count, std::size_t bytes, std::int32_t* sums, std::uint8_t* to) {
  std::fill_n(sums, bytes, kHalf);
  for (int i = 0; i < count; ++i, rows += row_bytes)
    for (std::size_t x = 0; x < bytes; ++x) sums[x] += rows[x] * weights[i];
  for (std::size_t x = 0; x < bytes; ++x)
    to[x] = static_cast<std::uint8_t>(std::clamp(sums[x] >> kFractionBits, 0, 255));
}

/// Rows of pixels that lie `row_bytes` apart.
struct Rows {
  const std::uint8_t* pixels = nullptr;
  std::size_t row_bytes = 0;
};

std::vector<std::uint8_t> resize_across(const Rows& from, int height, const Axis& axis, const Kernel& kernel) {
  const std::size_t bytes_in = static_cast<std::size_t>(axis.in) * kChannels;
  const std::size_t bytes_out = static_cast<std::size_t>(axis.count) * kChannels;
  std::vector<std::int32_t> wide(bytes_in + 1);
  std::vector<std::uint8_t> to(bytes_out * static_cast<std::size_t>(height));
  for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y)
    blend_columns(from.pixels + y * from.row_bytes, bytes_in, wide.data(), kernel, to.data() + y * bytes_out);
  return to;
}

std::vector<std::uint8_t> resize_down(const Rows& from, int width, const Axis& axis, const Kernel& kernel) {
  const std::size_t bytes = static_cast<std::size_t>(width) * kChannels;
  std::vector<std::int32_t> sums(bytes);
  std::vector<std::uint8_t> to(bytes * static_cast<std::size_t>(axis.count));
  std::uint8_t* row = to.data();
  for (const Taps& taps : kernel.taps) {
    blend_rows(from.pixels + static_cast<std::size_t>(taps.first) * from.row_bytes, from.row_bytes,
               kernel.weights.data() + taps.weights, taps.count, bytes, sums.data(), row);
    row += bytes;
  }
  return to;
}

/// Since version 13 Pillow takes the vertical pass first where the height shrinks by more than twice as many
/// pixels as the width. Between the passes pixels are rounded, so the order shows.
bool vertical_first(const Axis& x, const Axis& y) {
  return y.in > y.out && y.in - y.out > 2 * (x.in - x.out);
}

}  // namespace

Image resize_pillow(const View& view, Resize filter) {
  const Kernel across = make_kernel(view.x, filter);
  Kernel down = make_kernel(view.y, filter);
  const Rows source{view.pixels, view.row_bytes};
  Image result{view.x.count, view.y.count, {}};
  if (vertical_first(view.x, view.y)) {
    const auto flat = resize_down(source, view.x.in, view.y, down);
    const Rows rows{flat.data(), static_cast<std::size_t>(view.x.in) * kChannels};
    result.pixels = resize_across(rows, view.y.count, view.x, across);
    return result;
  }
  const int first_row = down.taps.front().first;
  const int row_count = down.taps.back().first + down.taps.back().count - first_row;
  const Rows needed{source.pixels + static_cast<std::size_t>(first_row) * source.row_bytes, source.row_bytes};
  const auto narrow = resize_across(needed, row_count, view.x, across);
  for (Taps& taps : down.taps) taps.first -= first_row;
  const Rows rows{narrow.data(), static_cast<std::size_t>(view.x.count) * kChannels};
  result.pixels = resize_down(rows, view.x.count, view.y, down);
  return result;
}

}  // namespace muster
