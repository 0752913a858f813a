// Glare: a lamp or window mirrored in a screen or a shiny surface, a soft bright ellipse that adds its light.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "stress/degradation.h"

namespace muster {
namespace {

constexpr std::array<double, kSeverities> kPeak{0.5, 0.65, 0.8, 0.9, 1.0}, kWidth{0.12, 0.16, 0.2, 0.25, 0.3};

/// Shares of the light that a spot adds: exp(-(along² + across²) / 2), with lengths in its own widths.
class Spot {
 public:
  Spot(const Image& photo, double width, Generator& random)
      : x_(uniform(0.2, 0.8, random) * photo.width), y_(uniform(0.2, 0.8, random) * photo.height) {
    const double angle = uniform(0, std::numbers::pi, random), side = std::min(photo.width, photo.height);
    cosine_ = std::cos(angle), sine_ = std::sin(angle);
    along_ = width * side, across_ = along_ / 2;
  }

  [[nodiscard]] double at(double x, double y) const {
    const double along = (cosine_ * (x - x_) + sine_ * (y - y_)) / along_;
    const double across = (cosine_ * (y - y_) - sine_ * (x - x_)) / across_;
    return std::exp(-(along * along + across * across) / 2);
  }

 private:
  double x_, y_, cosine_ = 1, sine_ = 0, along_ = 1, across_ = 1;
};

Result<Image> glare(const Image& photo, int severity, Generator& random) {
  const auto index = static_cast<std::size_t>(severity - 1);
  const Spot spot(photo, kWidth[index], random);
  Image result = photo;
  std::size_t i = 0;
  for (int y = 0; y < photo.height; ++y) {
    for (int x = 0; x < photo.width; ++x) {
      const double added = kPeak[index] * spot.at(x, y);
      for (int c = 0; c < 3; ++c, ++i) result.pixels[i] = to_level(photo.pixels[i] + added * (255 - photo.pixels[i]));
    }
  }
  return result;
}

}  // namespace

const Degradation kGlare{
    "glare", "screen glare",
    "a bright ellipse, 0.12 0.16 0.2 0.25 0.3 sides wide and half as high, of 0.5 0.65 0.8 0.9 1 of white, anywhere",
    glare};

}  // namespace muster
