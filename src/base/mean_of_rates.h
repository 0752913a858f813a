#pragma once

#include <optional>
#include <span>

#include "base/statistics.h"

namespace muster {

/// One rate of a weighted mean, of n observations; n <= 0: it has none, and counts as 0 by convention.
struct WeightedRate {
  double rate = 0, n = 0, weight = 1;
};

/// Interval of a weighted mean of rates, wide enough by both of two ways. From their Wilson intervals (MOVER: G. Zou
/// and A. Donner, Statistics in Medicine 27, 2008), which sees that a rate of few observations is uncertain; but one
/// that is 1 adds nothing above, so that many of few look too sure together. And Wilson's interval of the mean with the
/// number of observations that the weights are worth (L. Kish, Survey Sampling, 1965). nullopt: none has a rate.
std::optional<Interval> mean_of_rates_interval(std::span<const WeightedRate> rates, double confidence);

}  // namespace muster
