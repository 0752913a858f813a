#include "base/sample_plan.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "base/statistics.h"

namespace muster {
namespace {

double normal_quantile(double share) {
  return boost::math::quantile(boost::math::normal_distribution<double>(), share);
}

/// The n from which Wilson's interval is no wider than ± margin; its half-width falls with n.
std::uint64_t samples_for_wilson(double rate, double margin, double confidence) {
  const auto narrow = [&](std::uint64_t n) {
    const auto observations = static_cast<double>(n);
    const Interval interval = wilson_interval(rate * observations, observations, confidence);
    return interval.high - interval.low <= 2 * margin;
  };
  std::uint64_t low = 0, high = 1;
  while (!narrow(high)) low = high, high *= 2;
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    (narrow(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

std::uint64_t samples_for_margin(double rate, double margin, double confidence) {
  constexpr double kFewExpected = 10;
  const double z = normal_quantile(0.5 + confidence / 2);
  const double n = std::ceil(z * z * rate * (1 - rate) / (margin * margin));
  if (n * std::min(rate, 1 - rate) < kFewExpected) return samples_for_wilson(rate, margin, confidence);
  return static_cast<std::uint64_t>(n);
}

std::uint64_t pairs_to_see_loss(double loss, double flips, double confidence) {
  constexpr double kPower = 0.8;
  const double at_null = normal_quantile(0.5 + confidence / 2) * std::sqrt(flips);
  const double at_loss = normal_quantile(kPower) * std::sqrt(std::max(0.0, flips - loss * loss));
  return static_cast<std::uint64_t>(std::ceil(std::pow((at_null + at_loss) / loss, 2) + 2 / loss));
}

}  // namespace muster
