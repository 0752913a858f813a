// The wrong white balance: too warm or too cold. Red gains what blue loses, in linear light, or the other way round.
#include <array>

#include "stress/degradation.h"
#include "stress/linear_light.h"
#include "stress/per_channel.h"

namespace muster {
namespace {

constexpr std::array<double, kSeverities> kGain{1.1, 1.2, 1.35, 1.5, 1.7};

LevelTable amplified(double gain) {
  return level_table([&](int level) { return to_level(level_of(gain * light_of(level))); });
}

Result<Image> white_balance(const Image& photo, int severity, Generator& random) {
  const double gain = kGain[static_cast<std::size_t>(severity - 1)];
  const bool warm = coin(random);
  return with_levels(photo, amplified(warm ? gain : 1 / gain), amplified(1), amplified(warm ? 1 / gain : gain));
}

}  // namespace

const Degradation kWhiteBalance{
    "white_balance", "wrong white balance",
    "red times and blue divided by 1.1 1.2 1.35 1.5 1.7 in linear light, or the other way round", white_balance};

}  // namespace muster
