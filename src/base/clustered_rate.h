#pragma once

#include <cstdint>
#include <span>

#include "base/statistics.h"

namespace muster {

/// How many independent observations clusters of these sizes are worth: (sum m)² / sum m² (Kish, Survey Sampling, 1965,
/// with full correlation within a cluster). It takes no look at the answers, never exceeds the number of clusters, and
/// is n for n clusters of one. 0 where all are empty.
double effective_count(std::span<const std::uint32_t> cluster_sizes);

/// Clopper and Pearson's interval with effective, so perhaps fractional, counts (Korn and Graubard, Survey Methodology
/// 24, 1998); two-sided, so that each end is one-sided at (1 + confidence) / 2. n <= 0 gives [0, 1].
Interval korn_graubard_interval(double successes, double n, double confidence);

/// Whether the lower end of that interval reaches `rate`, one-sided at 1 - `error`.
bool reaches_rate(double successes, double n, double rate, double error);

}  // namespace muster
