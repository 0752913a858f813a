#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>

namespace muster {

/// One of the eight ways to turn and mirror a square: mirrored left to right (bit 0), then top to bottom (bit 1), then
/// rows and columns exchanged (bit 2).
using Symmetry = std::uint8_t;
inline constexpr Symmetry kSymmetries = 8;

/// A part of a picture, in shares of its width and height.
struct PictureView {
  float left = 0, top = 0, right = 1, bottom = 1;
};

/// The signs of the 128 lowest frequencies of a picture's brightness: alike for pictures that look alike.
using PerceptualHash = std::array<std::uint64_t, 2>;

/// Side of the squares that are hashed.
inline constexpr int kGreySide = 64;
using GreySquare = std::array<std::uint8_t, static_cast<std::size_t>(kGreySide) * kGreySide>;

/// Hashes a part of a picture that was stretched to a square: a discrete cosine transform over the part, of which the
/// frequencies below six periods a side count (u, v < 12 and u + v < 18, without the mean). After pHash (Zauner 2010),
/// with signs in place of the median, so that the hash of a mirrored or turned picture follows from the hash alone.
PerceptualHash perceptual_hash(const GreySquare& grey, const PictureView& view);

/// The hash of the same picture, turned or mirrored so.
PerceptualHash turned(const PerceptualHash& hash, Symmetry symmetry);

/// The picture itself, turned or mirrored so.
GreySquare turned(const GreySquare& grey, Symmetry symmetry);

/// Where a part of it comes to lie.
PictureView turned(const PictureView& view, Symmetry symmetry);

/// In how many of the 128 bits they differ.
constexpr int hamming_distance(const PerceptualHash& a, const PerceptualHash& b) {
  return std::popcount(a[0] ^ b[0]) + std::popcount(a[1] ^ b[1]);
}

}  // namespace muster
