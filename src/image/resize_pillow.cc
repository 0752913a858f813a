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
using Bytes = std::uint8_t __attribute__((vector_size(4)));

Lanes clamped(Lanes sum) {
  sum >>= kFractionBits;
  sum = sum < 0 ? Lanes{} : sum;
  const Lanes most = Lanes{} + 255;
  return sum > most ? most : sum;
}

/// One row of the source to one row of the result. A pixel is read as four bytes, so `row` must have one
/// byte more than its pixels.
MUSTER_VECTORISED void resize_row(const std::uint8_t* row, const Kernel& kernel, std::uint8_t* to) {
  for (const Taps& taps : kernel.taps) {
    const std::uint8_t* from = row + kChannels * static_cast<std::ptrdiff_t>(taps.first);
    const std::int32_t* weights = kernel.weights.data() + taps.weights;
    Lanes sum = Lanes{} + kHalf;
    for (int i = 0; i < taps.count; ++i, from += kChannels) {
      Bytes pixel;
      std::memcpy(&pixel, from, sizeof pixel);
      sum += __builtin_convertvector(pixel, Lanes) * weights[i];
    }
    const Lanes result = clamped(sum);
    for (int c = 0; c < kChannels; ++c) *to++ = static_cast<std::uint8_t>(result[c]);
  }
}

/// `count` rows of `bytes` bytes each, lying one after the other, to one row.
MUSTER_VECTORISED void blend_rows(const std::uint8_t* rows, const std::int32_t* weights, int count, std::size_t bytes,
                                  std::int32_t* sums, std::uint8_t* to) {
  std::fill_n(sums, bytes, kHalf);
  for (int i = 0; i < count; ++i, rows += bytes)
    for (std::size_t x = 0; x < bytes; ++x) sums[x] += rows[x] * weights[i];
  for (std::size_t x = 0; x < bytes; ++x)
    to[x] = static_cast<std::uint8_t>(std::clamp(sums[x] >> kFractionBits, 0, 255));
}

}  // namespace

Image resize_pillow(const View& view, Resize filter) {
  const Kernel across = make_kernel(view.x, filter), down = make_kernel(view.y, filter);
  const int first_row = down.taps.front().first;
  const int row_count = down.taps.back().first + down.taps.back().count - first_row;
  const std::size_t bytes = static_cast<std::size_t>(view.x.count) * kChannels;

  std::vector<std::uint8_t> narrowed(bytes * static_cast<std::size_t>(row_count));
  std::vector<std::uint8_t> padded(static_cast<std::size_t>(view.x.in) * kChannels + 1);
  for (int y = 0; y < row_count; ++y) {
    std::memcpy(padded.data(), view.pixels + static_cast<std::size_t>(first_row + y) * view.row_bytes,
                padded.size() - 1);
    resize_row(padded.data(), across, narrowed.data() + static_cast<std::size_t>(y) * bytes);
  }

  Image result{view.x.count, view.y.count, {}};
  result.pixels.resize(bytes * static_cast<std::size_t>(view.y.count));
  std::vector<std::int32_t> sums(bytes);
  std::uint8_t* to = result.pixels.data();
  for (const Taps& taps : down.taps) {
    blend_rows(narrowed.data() + static_cast<std::size_t>(taps.first - first_row) * bytes,
               down.weights.data() + taps.weights, taps.count, bytes, sums.data(), to);
    to += bytes;
  }
  return result;
}

}  // namespace muster
