#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "base/statistics.h"

namespace muster {

// BCa bootstrap intervals (bca.h) of figures that have no closed one. The seed is fixed, each replicate has a generator
// of its own, and what is drawn stands in an order of its content: the same data give the same interval, in whatever
// order and on however many threads. A figure is called from several threads at once.
//
// Draw over all observations where they came as they come, so that the shares of the classes vary too; within strata
// where so many a class were collected, or a draw would lose whole classes, as in means over classes; whole clusters
// where observations belong together (frames of a video), whatever else holds. A stratum of n understates its spread by
// the factor (n - 1) / n, one of a single observation shows none.
//
// The acceleration comes from leaving out one unit at a time: one of those that are alike, or, where more than a
// thousand differ, a thousand drawn at random.

/// Replicates of every bootstrap here.
inline constexpr std::size_t kReplicates = 2000;

/// A figure computed from counts by cell; nullopt: it has none.
using CountsFigure = std::function<std::optional<double>(std::span<const std::uint64_t> counts)>;

/// Each replicate draws as many observations as there are, with replacement; where `strata` holds the stratum of each
/// cell (of any numbering that the data alone determine), as many in each stratum as it has; empty: over all cells.
/// nullopt: the counts have no figure, or fewer than half of the replicates have one, or all lie on one side of it.
std::optional<Interval> bootstrap_counts(std::span<const std::uint64_t> counts, std::span<const std::uint32_t> strata,
                                         const CountsFigure& figure, double confidence);

/// The same where observations come in clusters, which are drawn whole. `cells` holds the cell of each observation, in
/// cluster order; `cluster_ends` the end of each cluster in it.
std::optional<Interval> bootstrap_clusters(std::span<const std::uint32_t> cells,
                                           std::span<const std::uint64_t> cluster_ends, std::size_t cell_count,
                                           const CountsFigure& figure, double confidence);

/// Observations that are no counts, such as scores beside truths.
struct Observations {
  std::span<const std::uint32_t> ranks;     ///< of each among the values that there are; equal for equal ones
  std::span<const std::uint32_t> strata;    ///< of each; empty: all are one
  std::span<const std::uint32_t> clusters;  ///< of each, in any numbering; empty: each is one
};

/// A figure computed from how often each observation was drawn. Equal observations must be interchangeable in it.
using WeightsFigure = std::function<std::optional<double>(std::span<const std::uint32_t> weights)>;

/// Draws observations, or whole clusters (of the stratum of their first observation). nullopt as above.
std::optional<Interval> bootstrap_observations(const Observations& observations, const WeightsFigure& figure,
                                               double confidence);

/// One cluster's share of a rate.
struct Ratio {
  double numerator = 0, denominator = 0;
};

/// Interval of sum(numerator) / sum(denominator) over clusters. [0, 1] where the others have nullopt.
Interval bootstrap_ratio(std::span<const Ratio> clusters, double confidence);

}  // namespace muster
