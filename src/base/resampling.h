#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/statistics.h"

namespace muster {

/// Replicates of every bootstrap here; its seed is fixed, so the same Run gives the same interval.
inline constexpr int kReplicates = 1000;

/// Percentile bootstrap (Efron and Tibshirani 1993, chapter 13) of a figure computed from counts by cell. A replicate
/// draws as many observations as there are, with replacement, over all cells: a multinomial, unstratified. Replicates
/// without a figure are left out. nullopt: fewer than half of them have one.
using CountsFigure = std::function<std::optional<double>(std::span<const std::uint64_t> counts)>;
std::optional<Interval> bootstrap_counts(std::span<const std::uint64_t> counts, const CountsFigure& figure,
                                         double confidence);

/// The same where observations come in clusters, which are drawn whole. `cells` holds the cell of each observation, in
/// cluster order; `cluster_ends` the end of each cluster in it.
std::optional<Interval> bootstrap_clusters(std::span<const std::uint32_t> cells,
                                           std::span<const std::uint64_t> cluster_ends, std::size_t cell_count,
                                           const CountsFigure& figure, double confidence);

/// One cluster's share of a rate.
struct Ratio {
  double numerator = 0, denominator = 0;
};

/// Percentile bootstrap of sum(numerator) / sum(denominator) over clusters. Empty input gives [0, 1].
Interval bootstrap_ratio(std::span<const Ratio> clusters, double confidence);

}  // namespace muster
