// Too bright: ImageNet-C's brightness, which adds to the value of HSV and keeps hue and saturation.
#include <algorithm>
#include <array>

#include "stress/degradation.h"

namespace muster {
namespace {

constexpr std::array<double, kSeverities> kAdded{0.1, 0.2, 0.3, 0.4, 0.5};

Result<Image> overexposure(const Image& photo, int severity, Generator&) {
  const double added = 255 * kAdded[static_cast<std::size_t>(severity - 1)];
  Image bright = photo;
  for (std::size_t i = 0; i + 2 < bright.pixels.size(); i += 3) {
    std::uint8_t* pixel = bright.pixels.data() + i;
    const double value = std::max({pixel[0], pixel[1], pixel[2]}), brighter = std::min(value + added, 255.0);
    for (std::size_t c = 0; c < 3; ++c) pixel[c] = to_level(value > 0 ? pixel[c] * brighter / value : brighter);
  }
  return bright;
}

}  // namespace

const Degradation kOverexposure{"overexposure", "overexposed",
                                "value of HSV +0.1 0.2 0.3 0.4 0.5 (ImageNet-C brightness)", overexposure};

}  // namespace muster
