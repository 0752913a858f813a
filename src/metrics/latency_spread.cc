// How unsteady the inference is. Jitter: p90 minus median of the pooled samples; its interval is that of the two
// order-statistic intervals, which both hold in 98 of 100 cases. Drift, which describes these runs and has none: the
// greater of two relative changes, the slowest run's median over the fastest run's, and within a run the median of one
// quarter of its samples, the first or the last, over the other's.
#include <algorithm>

#include "base/statistics.h"
#include "metrics/latency.h"

namespace muster {
namespace {

double median_ms(std::vector<double> ms) {
  std::ranges::sort(ms);
  return nearest_rank(ms, 0.5);
}

double relative_change(double a, double b) {
  const double least = std::min(a, b);
  return least > 0 ? std::max(a, b) / least - 1 : 0;
}

std::optional<Figure> jitter(const MetricInput& input) {
  const auto runs = speaking_runs(input.run, input.accelerator, input.device);
  const auto pooled = pooled_steady_ms(runs);
  if (pooled.size() < 2) return std::nullopt;
  const double value = nearest_rank(pooled, 0.9) - nearest_rank(pooled, 0.5);
  Estimate estimate{value, std::nullopt, std::nullopt, pooled.size()};
  const auto median = latency_percentile(input, 0.5), p90 = latency_percentile(input, 0.9);
  if (median && p90) {
    const Estimate &lower = median->estimate, &upper = p90->estimate;
    if (upper.low && lower.high) estimate.low = std::max(0.0, *upper.low - *lower.high);
    if (upper.high && lower.low) estimate.high = *upper.high - *lower.low;
  }
  return figure_of(runs, estimate, "p90 minus median, by the intervals of both");
}

std::optional<Figure> drift(const MetricInput& input) {
  const auto runs = speaking_runs(input.run, input.accelerator, input.device);
  const Drift drift = drift_of(runs);
  if (drift.count < 2) return std::nullopt;
  return figure_of(runs, {drift.change, std::nullopt, std::nullopt, drift.count},
                   "change of the median, between runs or within one");
}

/// Takes a change of the median that is greater than those before.
void take(double before_ms, double after_ms, bool within_run, Drift& greatest) {
  const double change = relative_change(before_ms, after_ms);
  if (change > greatest.change) greatest = {change, before_ms, after_ms, within_run, greatest.count};
}

}  // namespace

Drift drift_of(const std::vector<const LatencyRun*>& runs) {
  constexpr std::size_t kFewest = 32;  // eight samples a quarter
  Drift greatest;
  std::vector<double> medians;
  for (const LatencyRun* run : runs) {
    if (run->steady.empty()) continue;
    std::vector<double> ms;
    for (const Nanoseconds time : run->steady) ms.push_back(to_ms(time));
    greatest.count += ms.size();
    medians.push_back(median_ms(ms));
    if (ms.size() < kFewest) continue;
    const auto quarter = static_cast<std::ptrdiff_t>(ms.size() / 4);
    take(median_ms({ms.begin(), ms.begin() + quarter}), median_ms({ms.end() - quarter, ms.end()}), true, greatest);
  }
  if (medians.empty()) return greatest;
  const auto [low, high] = std::ranges::minmax_element(medians);
  take(*std::min(low, high), *std::max(low, high), false, greatest);
  return greatest;
}

const Metric kLatencyJitter{"latency_jitter_ms",    "jitter",           "ms",  false,
                            MetricKind::kOtherTime, Evidence::kLatency, jitter};
const Metric kLatencyDrift{"latency_drift",    "drift", "fraction", false, MetricKind::kOtherTime,
                           Evidence::kLatency, drift};

}  // namespace muster
