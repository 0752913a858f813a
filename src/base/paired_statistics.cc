#include "base/paired_statistics.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numbers>
#include <numeric>

namespace muster {
namespace {

double real(std::uint64_t count) {
  return static_cast<double>(count);
}

/// Tango's score statistic for a true difference `delta`; it falls with delta. The share that only the second has
/// right is its maximum-likelihood estimate under that difference.
double score(const PairedCounts& counts, double delta) {
  const double n = real(counts.n), b = real(counts.only_first), c = real(counts.only_second);
  const double linear = -b - c + (2 * n - b + c) * delta;
  const double constant = -c * delta * (1 - delta);
  const double share = (std::sqrt(std::max(0.0, linear * linear - 8 * n * constant)) - linear) / (4 * n);
  const double variance = n * (2 * share + delta * (1 - delta));
  const double distance = b - c - n * delta;
  if (variance > 0) return distance / std::sqrt(variance);
  return distance == 0 ? 0 : std::copysign(HUGE_VAL, distance);
}

/// Where the score crosses `target` between low and high.
double crossing(const PairedCounts& counts, double target, double low, double high) {
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (score(counts, middle) > target ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

Interval tango_interval(const PairedCounts& counts, double confidence) {
  if (counts.n == 0) return {-1, 1};
  const double z = boost::math::quantile(boost::math::normal_distribution<double>(), 0.5 + confidence / 2);
  const double seen = (real(counts.only_first) - real(counts.only_second)) / real(counts.n);
  return {crossing(counts, z, -1, seen), crossing(counts, -z, seen, 1)};
}

double mcnemar_exact_p(const PairedCounts& counts) {
  const std::uint64_t changed = counts.only_first + counts.only_second;
  if (changed == 0) return 1;
  const boost::math::binomial_distribution<double> fair(real(changed), 0.5);
  return std::min(1.0, 2 * boost::math::cdf(fair, real(std::min(counts.only_first, counts.only_second))));
}

double exact_gain_p(const PairedCounts& counts) {
  const std::uint64_t changed = counts.only_first + counts.only_second;
  if (changed == 0) return 1;
  const boost::math::binomial_distribution<double> fair(real(changed), 0.5);
  return boost::math::cdf(fair, real(counts.only_second));
}

double weighted_gain_p(std::span<const WeightedCounts> counts) {
  double largest = 0, changed = 0;
  for (const WeightedCounts& one : counts)
    if (one.only_first + one.only_second > 0) largest = std::max(largest, one.weight);
  if (!(largest > 0)) return 1;
  double sum = 0, most = 0;
  for (const auto& [weight, better, worse] : counts) {
    sum += weight / largest * (real(better) - real(worse));
    most += weight / largest * (real(better) + real(worse));
    changed += real(better) + real(worse);
  }
  if (!(sum > 0)) return 1;
  if (most - sum < 1e-9 * most) return std::exp2(-changed);
  // The bound is exp(Σ log cosh(t × weight) − t × sum) at any t >= 0; it is convex in t.
  const auto slope = [&](double t) {
    double total = -sum;
    for (const auto& [weight, better, worse] : counts)
      total += (real(better) + real(worse)) * weight / largest * std::tanh(t * weight / largest);
    return total;
  };
  double low = 0, high = 1;
  while (slope(high) < 0 && high < 1e9) high *= 2;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (slope(middle) < 0 ? low : high) = middle;
  }
  double exponent = -high * sum;
  for (const auto& [weight, better, worse] : counts) {
    const double x = high * weight / largest;
    exponent += (real(better) + real(worse)) * (x + std::log1p(std::exp(-2 * x)) - std::numbers::ln2);
  }
  return std::min(1.0, std::exp(exponent));
}

std::vector<double> holm_corrected(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return p_values[i]; });
  std::vector<double> corrected(p_values.size());
  double largest = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    largest = std::max(largest, std::min(1.0, p_values[order[rank]] * real(order.size() - rank)));
    corrected[order[rank]] = largest;
  }
  return corrected;
}

}  // namespace muster
