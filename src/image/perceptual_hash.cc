#include "image/perceptual_hash.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace muster {
namespace {

constexpr int kFrequencies = 12;  // in each direction
constexpr int kHighest = 17;      // of both together
constexpr std::size_t kBits = 128;

struct Frequency {
  int down = 0, across = 0;
};

/// The frequency of each bit.
constexpr std::array<Frequency, kBits> frequencies() {
  std::array<Frequency, kBits> all{};
  std::size_t bit = 0;
  for (int down = 0; down < kFrequencies; ++down)
    for (int across = 0; across < kFrequencies; ++across)
      if (down + across > 0 && down + across <= kHighest) all[bit++] = {down, across};
  return all;
}

constexpr std::array<Frequency, kBits> kFrequencyOf = frequencies();

void set_bit(PerceptualHash& hash, std::size_t bit) {
  hash[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

bool has_bit(const PerceptualHash& hash, std::size_t bit) {
  return (hash[bit / 64] >> (bit % 64) & 1U) != 0;
}

/// The bits whose sign a mirroring changes: those of odd frequencies.
PerceptualHash odd_bits(bool down) {
  PerceptualHash mask{};
  for (std::size_t bit = 0; bit < kBits; ++bit)
    if (((down ? kFrequencyOf[bit].down : kFrequencyOf[bit].across) & 1) != 0) set_bit(mask, bit);
  return mask;
}

/// For each bit the one of the frequency with the directions exchanged.
std::array<std::uint8_t, kBits> exchanged_bits() {
  std::array<std::uint8_t, kBits> exchanged{};
  for (std::size_t a = 0; a < kBits; ++a)
    for (std::size_t b = 0; b < kBits; ++b)
      if (kFrequencyOf[a].down == kFrequencyOf[b].across && kFrequencyOf[a].across == kFrequencyOf[b].down)
        exchanged[a] = static_cast<std::uint8_t>(b);
  return exchanged;
}

/// A cosine for each frequency and pixel, times how much of the pixel lies within.
using Waves = std::array<std::array<float, kGreySide>, kFrequencies>;

Waves waves(float begin, float end) {
  Waves waves{};
  for (std::size_t x = 0; x < kGreySide; ++x) {
    const float left = static_cast<float>(x) / kGreySide, right = static_cast<float>(x + 1) / kGreySide;
    const float inside = std::max(0.0F, std::min(right, end) - std::max(left, begin)) * kGreySide;
    if (inside <= 0) continue;
    const float middle = (std::max(left, begin) + std::min(right, end)) / 2;
    const float phase = std::numbers::pi_v<float> * (middle - begin) / (end - begin);
    const float twice = 2 * std::cos(phase);
    waves[0][x] = inside, waves[1][x] = inside * twice / 2;
    for (std::size_t u = 2; u < kFrequencies; ++u)  // cos(u·p) = 2·cos(p)·cos((u − 1)·p) − cos((u − 2)·p)
      waves[u][x] = twice * waves[u - 1][x] - waves[u - 2][x];
  }
  return waves;
}

}  // namespace

PerceptualHash perceptual_hash(const GreySquare& grey, const PictureView& view) {
  const Waves across = waves(view.left, view.right), down = waves(view.top, view.bottom);
  Waves by_column{};
  for (std::size_t y = 0; y < kGreySide; ++y)
    for (std::size_t v = 0; v < kFrequencies; ++v)
      for (std::size_t x = 0; x < kGreySide; ++x)
        by_column[v][x] += down[v][y] * static_cast<float>(grey[y * kGreySide + x]);
  // The waves of a part need not sum to zero over its pixels: its mean must not leak into its frequencies.
  std::array<float, kFrequencies> sum_across{}, sum_down{};
  for (std::size_t u = 0; u < kFrequencies; ++u) {
    sum_across[u] = std::accumulate(across[u].begin(), across[u].end(), 0.0F);
    sum_down[u] = std::accumulate(down[u].begin(), down[u].end(), 0.0F);
  }
  const auto along = [&](std::size_t u, std::size_t v) {
    return std::inner_product(across[u].begin(), across[u].end(), by_column[v].begin(), 0.0F);
  };
  const float mean = along(0, 0) / (sum_across[0] * sum_down[0]);
  PerceptualHash hash{};
  for (std::size_t bit = 0; bit < kBits; ++bit) {
    const auto v = static_cast<std::size_t>(kFrequencyOf[bit].down);
    const auto u = static_cast<std::size_t>(kFrequencyOf[bit].across);
    if (along(u, v) > mean * sum_across[u] * sum_down[v]) set_bit(hash, bit);
  }
  return hash;
}

PerceptualHash turned(const PerceptualHash& hash, Symmetry symmetry) {
  static const PerceptualHash kOddAcross = odd_bits(false), kOddDown = odd_bits(true);
  static const std::array<std::uint8_t, kBits> kExchanged = exchanged_bits();
  PerceptualHash result = hash;
  if ((symmetry & 1U) != 0)
    for (std::size_t i = 0; i < result.size(); ++i) result[i] ^= kOddAcross[i];
  if ((symmetry & 2U) != 0)
    for (std::size_t i = 0; i < result.size(); ++i) result[i] ^= kOddDown[i];
  if ((symmetry & 4U) == 0) return result;
  PerceptualHash exchanged{};
  for (std::size_t bit = 0; bit < kBits; ++bit)
    if (has_bit(result, kExchanged[bit])) set_bit(exchanged, bit);
  return exchanged;
}

GreySquare turned(const GreySquare& grey, Symmetry symmetry) {
  GreySquare result;
  constexpr std::size_t kLast = kGreySide - 1;
  for (std::size_t y = 0; y < kGreySide; ++y)
    for (std::size_t x = 0; x < kGreySide; ++x) {
      std::size_t from_x = (symmetry & 4U) != 0 ? y : x, from_y = (symmetry & 4U) != 0 ? x : y;
      if ((symmetry & 1U) != 0) from_x = kLast - from_x;
      if ((symmetry & 2U) != 0) from_y = kLast - from_y;
      result[y * kGreySide + x] = grey[from_y * kGreySide + from_x];
    }
  return result;
}

PictureView turned(const PictureView& view, Symmetry symmetry) {
  PictureView result = view;
  if ((symmetry & 1U) != 0) result.left = 1 - view.right, result.right = 1 - view.left;
  if ((symmetry & 2U) != 0) result.top = 1 - view.bottom, result.bottom = 1 - view.top;
  if ((symmetry & 4U) != 0) std::swap(result.left, result.top), std::swap(result.right, result.bottom);
  return result;
}

}  // namespace muster
