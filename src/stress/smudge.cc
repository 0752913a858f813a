// A smudged lens: fingerprints scatter light, so that parts of the photo are soft and hazy.
#include <algorithm>
#include <array>
#include <cmath>

#include "stress/blurs.h"
#include "stress/degradation.h"

namespace muster {
namespace {

constexpr std::array<double, kSeverities> kSigma{3, 4, 5, 6, 8}, kStrength{0.6, 0.7, 0.8, 0.9, 1.0};
constexpr double kHaze = 0.25, kHazeLevel = 200;  // of the light that comes from elsewhere
constexpr int kSmudges = 3;

/// A round smudge; lengths as shares of the photo's shorter side.
struct Smudge {
  double x = 0, y = 0, radius = 0;
};

std::array<Smudge, kSmudges> draw_smudges(const Image& photo, Generator& random) {
  std::array<Smudge, kSmudges> smudges;
  const double side = std::min(photo.width, photo.height);
  for (Smudge& smudge : smudges)
    smudge = {uniform(0.1, 0.9, random) * photo.width, uniform(0.1, 0.9, random) * photo.height,
              uniform(0.15, 0.35, random) * side};
  return smudges;
}

/// How much of the light at a place goes through grease, from 0 to 1.
double cover(const std::array<Smudge, kSmudges>& smudges, double x, double y) {
  double clear = 1;
  for (const Smudge& smudge : smudges) {
    const double distance = std::hypot(x - smudge.x, y - smudge.y) / smudge.radius;
    clear *= 1 - std::exp(-distance * distance * distance * distance);  // nearly flat within, soft at its rim
  }
  return 1 - clear;
}

Result<Image> smudge(const Image& photo, int severity, Generator& random) {
  const auto index = static_cast<std::size_t>(severity - 1);
  const auto smudges = draw_smudges(photo, random);
  const Image soft = gaussian_blurred(photo, kSigma[index] * length_scale(photo));
  Image result = photo;
  std::size_t i = 0;
  for (int y = 0; y < photo.height; ++y) {
    for (int x = 0; x < photo.width; ++x) {
      const double share = kStrength[index] * cover(smudges, x, y);
      for (int c = 0; c < 3; ++c, ++i) {
        const double through = soft.pixels[i] + kHaze * (kHazeLevel - soft.pixels[i]);
        result.pixels[i] = to_level(photo.pixels[i] + share * (through - photo.pixels[i]));
      }
    }
  }
  return result;
}

}  // namespace

const Degradation kSmudge{
    "smudge", "smudged lens",
    "three smudges anywhere, of radius 0.15 to 0.35 sides; under them 0.6 to 1 of a Gaussian blur of sigma 3 4 5 6 8, "
    "a quarter of it haze",
    smudge};

}  // namespace muster
