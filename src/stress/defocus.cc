// Out of focus: ImageNet-C's defocus_blur.
#include <array>

#include "stress/blurs.h"
#include "stress/degradation.h"

namespace muster {
namespace {

constexpr std::array<double, kSeverities> kRadius{3, 4, 6, 8, 10}, kSoftness{0.1, 0.5, 0.5, 0.5, 0.5};

Result<Image> defocus(const Image& photo, int severity, Generator&) {
  const auto index = static_cast<std::size_t>(severity - 1);
  return disk_blurred(photo, kRadius[index] * length_scale(photo), kSoftness[index]);
}

}  // namespace

const Degradation kDefocus{"defocus", "out of focus", "radius of the disk 3 4 6 8 10 (ImageNet-C defocus blur)",
                           defocus};

}  // namespace muster
