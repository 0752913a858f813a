#include "base/rank_test.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <vector>

namespace muster {
namespace {

constexpr std::size_t kMostExact = 50;

/// P(U <= u) for u from 0 to n·m when nothing ties: sums of the coefficients of the Gaussian binomial, of which each
/// factor multiplies by 1 − x^(m+i) and divides by 1 − x^i.
std::vector<double> exact_distribution(std::size_t n, std::size_t m) {
  std::vector<double> counts(n * m + 1, 0);
  counts[0] = 1;
  for (std::size_t i = 1; i <= n; ++i) {
    for (std::size_t u = counts.size(); u-- > m + i;) counts[u] -= counts[u - m - i];
    for (std::size_t u = i; u < counts.size(); ++u) counts[u] += counts[u - i];
  }
  double total = 0;
  for (double& count : counts) total = count += total;
  for (double& count : counts) count /= total;
  return counts;
}

/// P(U <= u) by the normal approximation with continuity correction.
double approximate(double u, double n, double m) {
  const double mean = n * m / 2, deviation = std::sqrt(n * m * (n + m + 1) / 12);
  return boost::math::cdf(boost::math::normal_distribution<double>(), (u + 0.5 - mean) / deviation);
}

}  // namespace

ShiftEstimate estimate_shift(std::span<const double> a, std::span<const double> b, double confidence) {
  std::vector<double> differences;
  for (const double first : a)
    for (const double second : b) differences.push_back(second - first);
  std::ranges::sort(differences);
  const std::size_t pairs = differences.size();
  ShiftEstimate estimate;
  estimate.shift = (differences[(pairs - 1) / 2] + differences[pairs / 2]) / 2;

  const bool exact = std::max(a.size(), b.size()) <= kMostExact;
  const std::vector<double> distribution = exact ? exact_distribution(a.size(), b.size()) : std::vector<double>();
  const auto cumulative = [&](std::size_t u) {
    return exact ? distribution[u]
                 : approximate(static_cast<double>(u), static_cast<double>(a.size()), static_cast<double>(b.size()));
  };
  double below = 0;  // pairs in which b is the smaller; ties count half
  for (const double difference : differences) below += difference < 0 ? 1 : difference == 0 ? 0.5 : 0;
  const double fewer = std::min(below, static_cast<double>(pairs) - below);
  estimate.p = std::min(1.0, 2 * cumulative(static_cast<std::size_t>(std::ceil(fewer))));

  std::size_t outside = 0;  // differences left out at each end
  while (outside < pairs / 2 && cumulative(outside) <= (1 - confidence) / 2) ++outside;
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  estimate.interval =
      outside == 0 ? Interval{-kInfinite, kInfinite} : Interval{differences[outside - 1], differences[pairs - outside]};
  return estimate;
}

}  // namespace muster
