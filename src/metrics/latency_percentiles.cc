// Steady single-stream latency. Percentiles are nearest rank; intervals are of order statistics, at 99 %.
#include <algorithm>

#include "base/statistics.h"
#include "metrics/latency.h"

namespace muster {
namespace {

std::optional<Figure> p50(const MetricInput& input) {
  return latency_percentile(input, 0.5);
}
std::optional<Figure> p90(const MetricInput& input) {
  return latency_percentile(input, 0.9);
}

/// Below 459 samples not even the largest bounds the 0.99 quantile at 99 %.
std::optional<Figure> p99(const MetricInput& input) {
  constexpr std::uint64_t kFewest = 459;
  const auto pooled = pooled_steady_ms(speaking_runs(input.run, input.accelerator, input.device));
  return pooled.size() < kFewest ? std::nullopt : latency_percentile(input, 0.99);
}

std::optional<Figure> fastest(const MetricInput& input) {
  const auto runs = speaking_runs(input.run, input.accelerator, input.device);
  const auto pooled = pooled_steady_ms(runs);
  if (!pooled.empty()) return figure_of(runs, {pooled.front(), pooled.front(), pooled.front(), pooled.size()});
  std::optional<Estimate> least;
  for (const LatencyRun* run : runs) {
    if (!run->summary || !run->summary->min) continue;
    const double ms = to_ms(*run->summary->min);
    if (!least || ms < least->value) least = Estimate{ms, ms, ms, run->summary->count};
  }
  return least ? std::optional(figure_of(runs, *least)) : std::nullopt;
}

/// The mean that logs without samples state; of samples the percentiles say more.
std::optional<Figure> mean(const MetricInput& input) {
  const auto runs = speaking_runs(input.run, input.accelerator, input.device);
  double sum = 0;
  std::uint64_t count = 0;
  for (const LatencyRun* run : runs) {
    if (!run->summary || !run->summary->mean) continue;
    const std::uint64_t weight = std::max<std::uint64_t>(run->summary->count, 1);
    sum += to_ms(*run->summary->mean) * static_cast<double>(weight);
    count += weight;
  }
  if (count == 0) return std::nullopt;
  return figure_of(runs, {sum / static_cast<double>(count), std::nullopt, std::nullopt, count}, "as the log states it");
}

/// The largest bound that LoadGen's own logs state.
std::optional<Figure> stated_bound(const std::vector<const LatencyRun*>& runs) {
  std::optional<Estimate> largest;
  for (const LatencyRun* run : runs) {
    if (!run->summary || !run->summary->early_stopping_p90) continue;
    const double ms = to_ms(*run->summary->early_stopping_p90);
    if (!largest || ms > largest->value) largest = Estimate{ms, std::nullopt, ms, run->summary->count};
  }
  return largest ? std::optional(figure_of(runs, *largest, "an upper bound, as the log states it")) : std::nullopt;
}

/// MLPerf LoadGen's early-stopping bound on the 0.9 quantile: sorted[n - t].
std::optional<Figure> loadgen_p90(const MetricInput& input) {
  const auto runs = speaking_runs(input.run, input.accelerator, input.device);
  const auto pooled = pooled_steady_ms(runs);
  if (pooled.empty()) return stated_bound(runs);
  const auto discards = early_stopping_discards(pooled.size(), 0.9);
  if (!discards) return std::nullopt;
  const double bound = pooled[pooled.size() - *discards];
  return figure_of(runs, {bound, std::nullopt, bound, pooled.size()},
                   "an upper bound, as MLPerf LoadGen's early stopping gives it");
}

constexpr Metric steady(std::string_view id, std::string_view title,
                        std::optional<Figure> (*compute)(const MetricInput&)) {
  return {id, title, "ms", false, MetricKind::kSteadyTime, Evidence::kLatency, compute};
}

}  // namespace

const Metric kLatencyP90 = steady("latency_p90_ms", "time of one inference (p90)", p90);
const Metric kLatencyP50 = steady("latency_p50_ms", "time of one inference (median)", p50);
const Metric kLatencyMean = steady("latency_mean_ms", "time of one inference (mean)", mean);
const Metric kLatencyMin = steady("latency_min_ms", "fastest inference", fastest);
const Metric kLatencyP99 = steady("latency_p99_ms", "time of one inference (p99)", p99);
const Metric kLatencyLoadgenP90 = steady("latency_loadgen_p90_ms", "p90 by LoadGen's early stopping", loadgen_p90);

}  // namespace muster
