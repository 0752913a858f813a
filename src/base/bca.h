#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/statistics.h"

namespace muster {

/// The figure without one of its units (an observation or a cluster); `count` units are alike.
struct JackknifeValue {
  double value = 0, count = 1;
  std::uint32_t stratum = 0;  ///< units were drawn within strata; values stand in their order
};

/// Acceleration of BCa by the jackknife; over strata as in SciPy (Efron and Tibshirani 1993, 14.3 and 14.15). 0 where
/// all values are alike or there are none, which leaves the bias-corrected interval.
double bca_acceleration(std::span<const JackknifeValue> jackknife);

/// Bias-corrected and accelerated bootstrap interval of the figure `value` (Efron 1987; DiCiccio and Efron 1996),
/// two-sided. Half of the replicates that equal the value count as below it; ends are interpolated linearly between
/// replicates. Replicates that are all alike and equal the value give [value, value]. nullopt: no replicate, or all of
/// them on one side of the value, whose bias cannot be told.
std::optional<Interval> bca_interval(std::vector<double> replicates, double value,
                                     std::span<const JackknifeValue> jackknife, double confidence);

}  // namespace muster
