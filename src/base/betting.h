#pragma once

#include <cstdint>

#include "base/statistics.h"

namespace muster {

/// What independent draws in [0, 1] from one unending population came to.
struct DrawTotals {
  std::uint64_t n = 0;
  double sum = 0;  ///< of draws that are 0 or 1: how many are 1
};

/// Logarithm of the wealth of who bets against "the mean is at most `bound`" (Waudby-Smith and Ramdas, Estimating means
/// of bounded random variables by betting, JRSS B 86, 2024): an e-process, so that 1 / alpha is reached with
/// probability alpha at most where that is true, however long and often one looks. The bets are all shares of the
/// highest stake at once, uniformly mixed (Cover's universal portfolio), which is closed-form for draws of 0 and 1. For
/// draws in between it is a lower bound of that wealth: as safe, and later to prove. It falls as `bound` rises.
/// inf: disproved for certain.
double log_wealth_above(const DrawTotals& draws, double bound);
/// The same against "the mean is at least `bound`".
double log_wealth_below(const DrawTotals& draws, double bound);

/// Whether a caller may stop now and state that the mean is above (below) `bound`: wealth of 1 / alpha. `alpha` is the
/// error of this one bound; several bounds share theirs.
bool proves_above(const DrawTotals& draws, double bound, double alpha);
bool proves_below(const DrawTotals& draws, double bound, double alpha);

/// Interval of the mean that holds at all times at once with probability 1 - alpha: the intersection of what no bet of
/// alpha / 2 a side has disproved at any draw so far (a confidence sequence, sharing its bets with proves_above, so
/// that a bound proved at alpha / 2 or less is outside it). low > high: the draws do not come from one population.
class BettingInterval {
 public:
  explicit BettingInterval(double alpha) : alpha_(alpha) {}

  /// One draw, in [0, 1]; what lies outside counts as the nearer end, what is no number as 0.
  void add(double draw);

  const DrawTotals& draws() const { return draws_; }
  const Interval& interval() const { return interval_; }

 private:
  double alpha_;
  DrawTotals draws_;
  Interval interval_;
};

}  // namespace muster
