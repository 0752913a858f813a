#include "leaks/edits.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace muster {
namespace {

/// The map in pixels of the photos themselves, without its offset.
struct PixelMap {
  double a = 1, b = 0, d = 0, e = 1;
};

PixelMap in_pixels(const PrintFacts& copy, const PrintFacts& original, Symmetry symmetry, const Affine& map) {
  double width = copy.width, height = copy.height;
  if ((symmetry & 4U) != 0) std::swap(width, height);
  return {map.a * width / original.width, map.b * width / original.height, map.d * height / original.width,
          map.e * height / original.height};
}

/// How the turned copy came to be: mirrored first, then turned clockwise.
void add_symmetry(Symmetry symmetry, std::vector<Edit>& edits) {
  // Bits: left to right, top to bottom, rows and columns exchanged; to be applied to the copy to get the original.
  constexpr int kMirrored[] = {0, 1, 1, 0, 1, 0, 0, 1};
  constexpr int kQuarters[] = {0, 0, 2, 2, 1, 1, 3, 3};
  if (kMirrored[symmetry] != 0) edits.push_back(Edit::kMirrored);
  constexpr Edit kTurns[] = {Edit::kSameFile, Edit::kTurned90, Edit::kTurned180, Edit::kTurned270};
  if (kQuarters[symmetry] != 0) edits.push_back(kTurns[kQuarters[symmetry]]);
}

}  // namespace

std::vector<Edit> edits_of(const PrintFacts& copy, const PrintFacts& original, Symmetry symmetry,
                           const Alignment& alignment) {
  constexpr double kTilt = 1.0 * std::numbers::pi / 180, kScale = 0.04, kStretch = 0.06;
  constexpr float kBrightness = 8, kContrast = 0.08F, kGreyColour = 2, kColour = 5, kSharper = 0.75F;
  const Affine& map = alignment.map;
  const PixelMap pixels = in_pixels(copy, original, symmetry, map);
  const double wide = std::hypot(pixels.a, pixels.d), high = std::hypot(pixels.b, pixels.e);
  const double shift = alignment.gain * 128.0 + alignment.offset - 128;  // of the copy's mid-grey to the original's
  std::vector<Edit> edits;
  add_symmetry(symmetry, edits);
  const auto add_if = [&](bool is_so, Edit edit) {
    if (is_so) edits.push_back(edit);
  };
  const float across = std::hypot(map.a, map.d), down = std::hypot(map.b, map.e);
  add_if(std::abs(std::atan2(pixels.d - pixels.b, pixels.a + pixels.e)) > kTilt, Edit::kTilted);
  add_if(across > 1 + kScale || down > 1 + kScale || alignment.overlap < 0.9F, Edit::kCropped);
  add_if(across < 1 - kScale || down < 1 - kScale, Edit::kBordered);
  add_if(std::abs(std::log(wide / high)) > kStretch, Edit::kStretched);
  add_if(copy.colour < kGreyColour && original.colour > kColour, Edit::kGreyed);
  add_if(shift < -kBrightness || (std::abs(shift) <= kBrightness && alignment.gain < 1 - kContrast), Edit::kBrightened);
  add_if(shift > kBrightness || (std::abs(shift) <= kBrightness && alignment.gain > 1 + kContrast), Edit::kDarkened);
  const bool resized = std::abs(std::log(std::sqrt(wide * high))) > kScale;
  add_if(!resized && copy.sharpness * alignment.gain < kSharper * original.sharpness, Edit::kBlurred);
  add_if(resized, Edit::kResized);
  if (edits.empty()) edits.push_back(Edit::kRecompressed);
  return edits;
}

}  // namespace muster
