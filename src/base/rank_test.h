#pragma once

#include <span>

#include "base/statistics.h"

namespace muster {

/// How far the samples `b` lie above the samples `a`, without regard to how either is distributed.
struct ShiftEstimate {
  double shift = 0;   ///< Hodges and Lehmann's: the median of all differences b − a
  Interval interval;  ///< of the shift, from the Mann-Whitney test turned round; its ends are differences
  double p = 1;       ///< two-sided, of there being no shift: Mann and Whitney's test, exact where nothing ties
};

/// Hodges and Lehmann, Annals of Mathematical Statistics 34, 1963; Mann and Whitney, ibid. 18, 1947. Exact counts of
/// the null distribution up to 50 samples a side, beyond which the normal approximation stands. Where the samples are
/// too few for that confidence (3 against 3) the interval is infinite. Neither may be empty.
ShiftEstimate estimate_shift(std::span<const double> a, std::span<const double> b, double confidence);

}  // namespace muster
