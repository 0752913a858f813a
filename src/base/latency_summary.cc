#include <algorithm>

#include "muster/run.h"

namespace muster {

std::optional<Nanoseconds> LatencySummary::at(double percent) const {
  const auto stated = std::ranges::find(percentiles, percent, &StatedPercentile::percent);
  return stated == percentiles.end() ? std::nullopt : std::optional(stated->time);
}

}  // namespace muster
