// Too dark: so many stops less light on the sensor.
#include <array>
#include <cmath>

#include "stress/degradation.h"
#include "stress/linear_light.h"
#include "stress/per_channel.h"

namespace muster {
namespace {

constexpr std::array<double, kSeverities> kStops{1, 1.5, 2, 2.5, 3};

Result<Image> underexposure(const Image& photo, int severity, Generator&) {
  const double left = std::exp2(-kStops[static_cast<std::size_t>(severity - 1)]);
  const LevelTable table = level_table([&](int level) { return to_level(level_of(left * light_of(level))); });
  return with_levels(photo, table, table, table);
}

}  // namespace

const Degradation kUnderexposure{"underexposure", "underexposed", "1 1.5 2 2.5 3 stops less, in linear light",
                                 underexposure};

}  // namespace muster
