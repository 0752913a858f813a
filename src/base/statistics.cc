#include "base/statistics.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "base/quiet_policy.h"

namespace muster {
namespace {

double real(std::uint64_t count) {
  return static_cast<double>(count);
}

/// P(Bin(n, p) <= k), by the incomplete beta function.
double binomial_cdf(std::int64_t k, std::uint64_t n, double p) {
  if (k < 0) return 0;
  if (static_cast<std::uint64_t>(k) >= n) return 1;
  const auto successes = static_cast<double>(k);
  return boost::math::ibetac(successes + 1, real(n) - successes, p, Quiet());
}

/// The smallest k in [0, n] for which `holds` (false, then true); n + 1: none.
template <class Predicate>
std::uint64_t first_true(std::uint64_t n, Predicate holds) {
  std::uint64_t low = 0, high = n + 1;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (holds(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/// Probability that n samples settle the limit.
double power(double rate, double bound, double confidence, std::uint64_t n) {
  const bool above = rate > bound;
  const std::uint64_t first = first_true(n, [&](std::uint64_t hits) {
    const Interval interval = wilson_interval(real(hits), real(n), confidence);
    return above ? interval.low >= bound : interval.high >= bound;
  });
  const double fewer = binomial_cdf(static_cast<std::int64_t>(first) - 1, n, rate);
  return above ? 1 - fewer : fewer;
}

}  // namespace

Interval wilson_interval(double successes, double n, double confidence) {
  if (!(n > 0)) return {};
  const double z = boost::math::quantile(boost::math::normal_distribution<double, Quiet>(), 0.5 + confidence / 2);
  const double rate = std::clamp(successes / n, 0.0, 1.0);
  const double centre = rate + z * z / (2 * n);
  const double spread = z * std::sqrt(rate * (1 - rate) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  // Rounding must not lift the ends off the certain values.
  return {rate <= 0 ? 0 : std::max(0.0, (centre - spread) / scale),
          rate >= 1 ? 1 : std::min(1.0, (centre + spread) / scale)};
}

Interval clopper_pearson_interval(std::uint64_t successes, std::uint64_t n, double confidence) {
  if (n == 0) return {};
  successes = std::min(successes, n);
  const double tail = (1 - confidence) / 2;
  const double hits = real(successes), misses = real(n - successes);
  return {successes == 0 ? 0 : boost::math::ibeta_inv(hits, misses + 1, tail, Quiet()),
          successes == n ? 1 : boost::math::ibeta_inv(hits + 1, misses, 1 - tail, Quiet())};
}

RankInterval quantile_ranks(std::uint64_t n, double quantile, double confidence) {
  // With B ~ Bin(n, quantile) samples at or below the quantile, sorted[r] fails as a lower bound when B <= r,
  // and as an upper bound when B >= r + 1.
  const double miss = 1 - confidence;
  const auto at_most = [&](std::uint64_t k) { return binomial_cdf(static_cast<std::int64_t>(k), n, quantile); };
  const auto above = [&](std::uint64_t rank) {  // P(B >= rank + 1)
    return rank + 1 > n ? 0 : boost::math::ibeta(real(rank) + 1, real(n - rank), quantile, Quiet());
  };
  RankInterval ranks;
  if (n == 0) return ranks;
  double for_low = miss / 2;
  const std::uint64_t high = first_true(n - 1, [&](std::uint64_t rank) { return above(rank) <= miss / 2; });
  if (high < n) {
    ranks.high = high;
  } else if (const double largest = above(n - 1); largest <= miss) {
    ranks.high = n - 1;
    for_low = miss - largest;
  }
  const std::uint64_t too_high = first_true(n - 1, [&](std::uint64_t rank) { return at_most(rank) > for_low; });
  if (too_high > 0) ranks.low = too_high - 1;
  return ranks;
}

std::optional<std::uint64_t> early_stopping_discards(std::uint64_t n, double quantile, double confidence) {
  const auto over = first_true(
      n, [&](std::uint64_t t) { return binomial_cdf(static_cast<std::int64_t>(t), n, 1 - quantile) > 1 - confidence; });
  if (over < 2) return std::nullopt;  // not even the largest sample, t = 1
  return over - 1;
}

std::uint64_t nearest_rank_index(std::uint64_t n, double quantile) {
  // 0.9 × 10 is 9.000000000000002 in some roundings: a hair is no rank.
  const double rank = std::ceil(real(n) * quantile - 1e-9);
  return static_cast<std::uint64_t>(std::clamp(rank, 1.0, real(n))) - 1;
}

double nearest_rank(std::span<const double> sorted, double quantile) {
  return sorted[nearest_rank_index(sorted.size(), quantile)];
}

std::optional<std::uint64_t> samples_to_settle(double rate, double bound, double confidence) {
  constexpr double kPower = 0.8;
  if (rate == bound) return std::nullopt;
  std::uint64_t n = 1;
  while (n <= kMostSamples) {
    if (power(rate, bound, confidence, n) >= kPower) return n;
    n += std::max<std::uint64_t>(1, n / 100);
  }
  return std::nullopt;
}

}  // namespace muster
