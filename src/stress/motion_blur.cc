// The hand moved: ImageNet-C's motion_blur.
#include <array>

#include "stress/blurs.h"
#include "stress/degradation.h"

namespace muster {
namespace {

constexpr std::array<double, kSeverities> kRadius{10, 15, 15, 15, 20}, kSigma{3, 5, 8, 12, 15};
constexpr double kSteepest = 45;

Result<Image> motion_blur(const Image& photo, int severity, Generator& random) {
  const auto index = static_cast<std::size_t>(severity - 1);
  const double scale = length_scale(photo);
  return motion_blurred(photo, kRadius[index] * scale, kSigma[index] * scale, uniform(-kSteepest, kSteepest, random));
}

}  // namespace

const Degradation kMotionBlur{"motion_blur", "motion blur",
                              "radius 10 15 15 15 20, sigma 3 5 8 12 15, -45 to 45 degrees (ImageNet-C motion blur)",
                              motion_blur};

}  // namespace muster
