#include "metrics/calibration_bound.h"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <numbers>
#include <vector>

#include "base/draws.h"
#include "base/quiet_policy.h"
#include "base/statistics.h"

namespace muster {
namespace {

/// Standard deviation that each bin's accuracy gives the mean over photos.
std::vector<double> weighted_deviations(const ReliabilityTable& table, double design_effect) {
  std::vector<double> deviations;
  for (const ReliabilityBin& bin : table.bins) {
    if (bin.photos == 0) continue;
    const auto n = static_cast<double>(bin.photos);
    const double rate = (bin.accuracy * n + 1) / (n + 2);
    deviations.push_back(n / static_cast<double>(table.photos) * std::sqrt(design_effect * rate * (1 - rate) / n));
  }
  return deviations;
}

/// Quantile of the sum of the absolute values of normals of these deviations.
double noise_quantile(const std::vector<double>& deviations, double probability) {
  constexpr std::size_t kDraws = 4'000;
  Generator generator = generator_of(0);
  boost::random::normal_distribution<double> normal;
  std::vector<double> sums(kDraws);
  for (double& sum : sums)
    for (const double deviation : deviations) sum += std::abs(deviation * normal(generator));
  const auto place = static_cast<std::ptrdiff_t>(std::ceil(probability * kDraws)) - 1;
  std::ranges::nth_element(sums, sums.begin() + place);
  return sums[static_cast<std::size_t>(place)];
}

}  // namespace

double calibration_error_ceiling(const ReliabilityTable& table, double design_effect, double error) {
  double seen = 0, squares = 0;
  for (const ReliabilityBin& bin : table.bins) {
    if (bin.photos == 0) continue;
    const double weight = static_cast<double>(bin.photos) / static_cast<double>(table.photos);
    const double n = static_cast<double>(bin.photos) / design_effect;
    const Interval accuracy = wilson_interval(bin.accuracy * n, n, 1 - 2 * error);
    seen += weight * std::abs(bin.accuracy - bin.confidence);
    squares += std::pow(weight * std::max(bin.accuracy - accuracy.low, accuracy.high - bin.accuracy), 2);
  }
  return std::min(1.0, seen + std::sqrt(squares));
}

double calibration_error_bound(const ReliabilityTable& table, double design_effect, double error) {
  if (table.photos == 0) return 0;
  const std::vector<double> deviations = weighted_deviations(table, design_effect);
  double seen = 0, to_one_side = 0, variance = 0;
  for (const ReliabilityBin& bin : table.bins) {
    const double weight = static_cast<double>(bin.photos) / static_cast<double>(table.photos);
    seen += weight * std::abs(bin.accuracy - bin.confidence);
    to_one_side += weight * (bin.accuracy - bin.confidence);
  }
  for (const double deviation : deviations) variance += deviation * deviation;
  const double two_sided = boost::math::erf_inv(1 - error / 2, Quiet()) * std::numbers::sqrt2;
  return std::max(
      {0.0, seen - noise_quantile(deviations, 1 - error / 2), std::abs(to_one_side) - two_sided * std::sqrt(variance)});
}

}  // namespace muster
