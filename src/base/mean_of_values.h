#pragma once

#include <cstdint>
#include <span>

#include "base/statistics.h"

namespace muster {

/// Interval of the mean of values between `low` and `high`, such as differences of rates by photo: BCa bootstrap
/// (resampling.h). Where `clusters` has a cluster for each value, whole clusters are drawn too, and the wider counts.
/// Where fewer than twenty values (or clusters' means) differ from the most frequent one, resampling sees too little:
/// then it is no narrower than Wilson's intervals leave open, of the share of those that differ and of their mean, as
/// of a rate that varies as much as can be. No values: [low, high].
Interval mean_of_values_interval(std::span<const double> values, std::span<const std::uint32_t> clusters, double low,
                                 double high, double confidence);

}  // namespace muster
