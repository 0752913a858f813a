#include "base/resampling.h"

#include <algorithm>
#include <vector>

#include "base/bca.h"
#include "base/cell_draws.h"
#include "base/cluster_draws.h"
#include "base/parallel.h"

namespace muster {
namespace {

using Figures = std::vector<std::optional<double>>;

std::optional<Interval> interval_of(const Figures& replicates, double value, std::span<const JackknifeValue> jackknife,
                                    double confidence) {
  std::vector<double> known;
  for (const auto& one : replicates)
    if (one) known.push_back(*one);
  if (known.size() < replicates.size() / 2) return std::nullopt;
  return bca_interval(std::move(known), value, jackknife, confidence);
}

/// BCa of a design, CellDraws or ClusterDraws; `total` has the weights of all that was seen.
template <class Weight, class Design, class Figure>
std::optional<Interval> interval_of(const Design& design, const std::vector<Weight>& total, const Figure& figure,
                                    double confidence) {
  const auto value = figure(total);
  if (!value) return std::nullopt;
  const auto figures = [&](std::size_t count, const auto& fill) {
    Figures all(count);
    in_parallel(count, static_cast<double>(count) * design.work(), [&](std::size_t begin, std::size_t end) {
      std::vector<Weight> weights(total.size());
      for (std::size_t i = begin; i < end; ++i) fill(i, weights), all[i] = figure(weights);
    });
    return all;
  };
  const Figures replicates = figures(kReplicates, [&](std::size_t i, std::vector<Weight>& weights) {
    Generator generator = generator_of(i);
    std::ranges::fill(weights, 0);
    design.draw(generator, weights);
  });
  const std::vector<LeftOut> units = design.units();
  const Figures without = figures(units.size(), [&](std::size_t i, std::vector<Weight>& weights) {
    std::ranges::copy(total, weights.begin());
    design.leave_out(units[i].unit, weights);
  });
  std::vector<JackknifeValue> jackknife;
  for (std::size_t i = 0; i < units.size(); ++i) {
    jackknife.push_back(units[i].value);
    if (without[i]) jackknife.back().value = *without[i];
  }
  if (std::ranges::any_of(without, [](const auto& one) { return !one; })) jackknife.clear();
  return interval_of(replicates, *value, jackknife, confidence);
}

}  // namespace

std::optional<Interval> bootstrap_counts(std::span<const std::uint64_t> counts, std::span<const std::uint32_t> strata,
                                         const CountsFigure& figure, double confidence) {
  const CellDraws draws(counts, strata);
  return interval_of(draws, draws.total(), figure, confidence);
}

std::optional<Interval> bootstrap_clusters(std::span<const std::uint32_t> cells,
                                           std::span<const std::uint64_t> cluster_ends, std::size_t cell_count,
                                           const CountsFigure& figure, double confidence) {
  if (cells.empty()) return std::nullopt;
  std::vector<std::uint32_t> clusters;
  for (std::uint32_t cluster = 0; cluster < cluster_ends.size(); ++cluster)
    clusters.resize(cluster_ends[cluster], cluster);
  const ClusterDraws draws({cells, {}, clusters}, ClusterDraws::Slot::kRank, cell_count);
  return interval_of(draws, draws.total<std::uint64_t>(), figure, confidence);
}

std::optional<Interval> bootstrap_observations(const Observations& observations, const WeightsFigure& figure,
                                               double confidence) {
  if (observations.ranks.empty()) return std::nullopt;
  const ClusterDraws draws(observations, ClusterDraws::Slot::kObservation, observations.ranks.size());
  return interval_of(draws, draws.total<std::uint32_t>(), figure, confidence);
}

Interval bootstrap_ratio(std::span<const Ratio> clusters, double confidence) {
  std::vector<Ratio> sorted(clusters.begin(), clusters.end());
  std::ranges::sort(sorted, {}, [](const Ratio& one) { return std::pair(one.numerator, one.denominator); });
  Ratio all;
  for (const Ratio& one : sorted) all.numerator += one.numerator, all.denominator += one.denominator;
  if (!(all.denominator > 0)) return {};
  Figures replicates(kReplicates);
  in_parallel(kReplicates, 1e4 * static_cast<double>(sorted.size()), [&](std::size_t begin, std::size_t end) {
    for (std::size_t replicate = begin; replicate < end; ++replicate) {
      Generator generator = generator_of(replicate);
      Ratio sum;
      for (std::size_t i = 0; i < sorted.size(); ++i) {
        const Ratio& one = sorted[pick(sorted.size(), generator)];
        sum.numerator += one.numerator, sum.denominator += one.denominator;
      }
      if (sum.denominator > 0) replicates[replicate] = sum.numerator / sum.denominator;
    }
  });
  std::vector<JackknifeValue> jackknife;
  for (const Ratio& one : sorted)
    jackknife.push_back({(all.numerator - one.numerator) / (all.denominator - one.denominator), 1, 0});
  return interval_of(replicates, all.numerator / all.denominator, jackknife, confidence).value_or(Interval{});
}

}  // namespace muster
