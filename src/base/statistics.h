#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace muster {

/// Both ends of an interval. Rates stay in [0, 1].
struct Interval {
  double low = 0, high = 1;
};

/// Score interval of a binomial rate (Wilson 1927), two-sided at `confidence`. n = 0 gives [0, 1].
/// `successes` may be fractional (an effective count).
Interval wilson_interval(double successes, double n, double confidence);

/// Exact interval of a binomial rate (Clopper and Pearson 1934), two-sided. n = 0 gives [0, 1].
Interval clopper_pearson_interval(std::uint64_t successes, std::uint64_t n, double confidence);

/// 0-based ranks in sorted samples that enclose a quantile of what they were drawn from; nullopt: too few samples.
struct RankInterval {
  std::optional<std::uint64_t> low, high;
};

/// Distribution-free order-statistic interval of a quantile (exact binomial; David and Nagaraja, Order
/// Statistics, 7.1). The two misses together have at most 1 - confidence, half each; where half leaves no upper bound,
/// the largest sample takes what it needs and the lower bound keeps the rest. So the largest of 44 bounds the 0.9
/// quantile at 0.99, and the smallest of three bounds it from below.
RankInterval quantile_ranks(std::uint64_t n, double quantile, double confidence);

/// MLPerf LoadGen's early stopping: the largest t with P(Bin(n, 1 - quantile) <= t) <= 1 - confidence. The bound is
/// sorted[n - t] (0-based; t = 1 is the largest sample). nullopt: fewer samples than LoadGen asks (64 for 0.9 at 0.99).
std::optional<std::uint64_t> early_stopping_discards(std::uint64_t n, double quantile, double confidence = 0.99);

/// The nearest-rank percentile: the ceil(n × quantile)-th smallest. `sorted` must not be empty.
double nearest_rank(std::span<const double> sorted, double quantile);
/// Its 0-based rank.
std::uint64_t nearest_rank_index(std::uint64_t n, double quantile);

/// The most samples that settling a limit is said to need; beyond it, "more than".
inline constexpr std::uint64_t kMostSamples = 100'000;

/// How many samples in all put the Wilson interval on one side of `bound` with 80 % probability when the true rate is
/// `rate`: at or above it when rate > bound, below it when rate < bound. Right to 1 %. nullopt: more than kMostSamples.
std::optional<std::uint64_t> samples_to_settle(double rate, double bound, double confidence);

}  // namespace muster
