#include "base/clustered_rate.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>

#include "base/quiet_policy.h"

namespace muster {
namespace {

/// Below this a count is rounding.
constexpr double kHair = 1e-9;

}  // namespace

double effective_count(std::span<const std::uint32_t> cluster_sizes) {
  double sum = 0, squares = 0;
  for (const std::uint32_t size : cluster_sizes) {
    sum += size;
    squares += static_cast<double>(size) * size;
  }
  return squares > 0 ? sum * sum / squares : 0;
}

Interval korn_graubard_interval(double successes, double n, double confidence) {
  if (!(n > 0)) return {};
  const double tail = (1 - confidence) / 2, hits = std::clamp(successes, 0.0, n), misses = n - hits;
  return {hits < kHair ? 0 : boost::math::ibeta_inv(hits, misses + 1, tail, Quiet()),
          misses < kHair ? 1 : boost::math::ibeta_inv(hits + 1, misses, 1 - tail, Quiet())};
}

bool reaches_rate(double successes, double n, double rate, double error) {
  if (!(n > 0)) return false;
  const double hits = std::clamp(successes, 0.0, n);
  if (hits < kHair) return rate <= 0;
  return rate < 1 && boost::math::ibeta(hits, n - hits + 1, std::max(rate, 0.0), Quiet()) <= error;
}

}  // namespace muster
