// Held at a slant: turned a little about the middle.
#include "stress/tilt.h"

#include <array>
#include <cmath>
#include <numbers>

#include "stress/degradation.h"
#include "stress/padded.h"

namespace muster {
namespace {

constexpr std::array<double, kSeverities> kDegrees{3, 6, 9, 12, 15};

Result<Image> tilt(const Image& photo, int severity, Generator& random) {
  const double degrees = kDegrees[static_cast<std::size_t>(severity - 1)];
  return turned(photo, coin(random) ? degrees : -degrees);
}

}  // namespace

Image turned(const Image& photo, double degrees) {
  const double angle = degrees * std::numbers::pi / 180, cosine = std::cos(angle), sine = std::sin(angle);
  const double middle_x = (photo.width - 1) / 2.0, middle_y = (photo.height - 1) / 2.0;
  const auto pixel = [&](int x, int y) {
    const auto row = static_cast<std::size_t>(place_inside(y, photo.height, Border::kMirror));
    const auto column = static_cast<std::size_t>(place_inside(x, photo.width, Border::kMirror));
    return photo.pixels.data() + (row * static_cast<std::size_t>(photo.width) + column) * 3;
  };
  Image result = photo;
  std::uint8_t* to = result.pixels.data();
  for (int y = 0; y < photo.height; ++y) {
    for (int x = 0; x < photo.width; ++x, to += 3) {
      const double from_x = cosine * (x - middle_x) + sine * (y - middle_y) + middle_x;
      const double from_y = cosine * (y - middle_y) - sine * (x - middle_x) + middle_y;
      const int left = static_cast<int>(std::floor(from_x)), top = static_cast<int>(std::floor(from_y));
      const double u = from_x - left, v = from_y - top;
      const std::uint8_t *a = pixel(left, top), *b = pixel(left + 1, top), *c = pixel(left, top + 1),
                         *d = pixel(left + 1, top + 1);
      for (std::size_t i = 0; i < 3; ++i)
        to[i] = to_level((1 - v) * ((1 - u) * a[i] + u * b[i]) + v * ((1 - u) * c[i] + u * d[i]));
    }
  }
  return result;
}

const Degradation kTilt{"tilt", "tilted", "turned by 3 6 9 12 15 degrees, either way; the edges mirrored", tilt};

}  // namespace muster
