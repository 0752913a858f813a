// Little light: the photo darker, with the shot noise of few photons. ImageNet-C's shot_noise, of a dimmed photo.
#include <algorithm>
#include <array>
#include <boost/random/poisson_distribution.hpp>

#include "stress/degradation.h"

namespace muster {
namespace {

constexpr std::array<double, kSeverities> kBrightness{0.9, 0.85, 0.8, 0.75, 0.7};
constexpr std::array<double, kSeverities> kPhotons{60, 25, 12, 5, 3};  // that make white

Result<Image> low_light(const Image& photo, int severity, Generator& random) {
  const auto index = static_cast<std::size_t>(severity - 1);
  using Photons = boost::random::poisson_distribution<int, double>;
  std::vector<Photons> of_level{Photons(1)};  // level 0 draws none
  for (int level = 1; level < 256; ++level) of_level.emplace_back(level / 255.0 * kBrightness[index] * kPhotons[index]);
  Image noisy = photo;
  for (std::uint8_t& level : noisy.pixels)
    if (level > 0) level = to_level(255 * of_level[level](random) / kPhotons[index]);
  return noisy;
}

}  // namespace

const Degradation kLowLight{
    "low_light", "low light with sensor noise",
    "dimmed to 0.9 0.85 0.8 0.75 0.7; then 60 25 12 5 3 photons make white (ImageNet-C shot noise)", low_light};

}  // namespace muster
