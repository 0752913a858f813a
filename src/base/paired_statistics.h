#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/statistics.h"

namespace muster {

/// The same n photos answered twice: how many only the first, or only the second, has right.
struct PairedCounts {
  std::uint64_t n = 0, only_first = 0, only_second = 0;
};

/// Score interval of the difference of two matched proportions, first minus second (Tango, Statistics in Medicine 17,
/// 1998), two-sided. Ends lie in [-1, 1]; n = 0 gives [-1, 1].
Interval tango_interval(const PairedCounts& counts, double confidence);

/// Exact two-sided p of McNemar's test: whether the two have as many photos right (binomial, McNemar 1947). 1 where
/// none differs.
double mcnemar_exact_p(const PairedCounts& counts);

/// Exact one-sided p that the first has no more photos right than the second (binomial, McNemar 1947): small where the
/// first is better. 1 where none differs.
double exact_gain_p(const PairedCounts& counts);

/// Photos of one weight answered twice: how many only the first, or only the second, has right.
struct WeightedCounts {
  double weight = 1;  ///< > 0
  std::uint64_t only_first = 0, only_second = 0;
};

/// Upper bound of the one-sided p that the first's weighted sum of right answers is no greater than the second's: small
/// where the first is better. The sign test with weights, each photo that differs being as likely better as worse, by
/// Chernoff's bound (Annals of Mathematical Statistics 23, 1952): never less than the exact p, and equal to it where
/// none got worse. 1 where the sum is not greater.
double weighted_gain_p(std::span<const WeightedCounts> counts);

/// p values corrected for being several (Holm, Scandinavian Journal of Statistics 6, 1979), in the order given.
std::vector<double> holm_corrected(std::span<const double> p_values);

}  // namespace muster
