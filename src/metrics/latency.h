#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "metrics/metric.h"
#include "muster/run.h"

namespace muster {

/// Confidence of the order-statistic interval of a latency percentile.
inline constexpr double kLatencyConfidence = 0.99;

/// More cores than this kept busy by other processes, and the machine counts as busy.
inline constexpr double kBusyCores = 0.25;

/// The timing runs that speak: devices' where there are any, else the host's; of those, runs alike (same device,
/// accelerator and threads): of the host the first, of several devices the slowest. Times under load never speak, and
/// those with a profiler on only where the device has no others.
/// `accelerator` or `device` not empty: only runs on it; a device's name may be a part of the recorded one.
std::vector<const LatencyRun*> speaking_runs(const Run& run, std::string_view accelerator = {},
                                             std::string_view device = {});

/// Steady samples of all those runs in milliseconds, sorted.
std::vector<double> pooled_steady_ms(const std::vector<const LatencyRun*>& runs);

/// Whether an operator profiler ran along with the runs that speak.
bool was_profiled(const Run& run, std::string_view accelerator = {}, std::string_view device = {});

/// Whether others kept more than kBusyCores busy during a timing run on this machine.
bool was_busy(const Run& run);

/// Milliseconds of a duration.
constexpr double to_ms(Nanoseconds time) {
  return static_cast<double>(time.count()) / 1e6;
}

/// The greatest relative change of the median time: between the runs, or between the first and the last quarter of one.
struct Drift {
  double change = 0;                   ///< of the slower over the faster, less 1
  double before_ms = 0, after_ms = 0;  ///< the medians, in the order in which they were measured
  bool within_run = false;
  std::uint64_t count = 0;  ///< samples of all runs

  [[nodiscard]] bool is_faster() const { return after_ms < before_ms; }
};
Drift drift_of(const std::vector<const LatencyRun*>& runs);

/// A figure with the origin and accelerator of those runs.
Figure figure_of(const std::vector<const LatencyRun*>& runs, Estimate estimate, std::string note = "");

/// Percentile of the steady samples, nearest rank: the pooled value with its order-statistic interval, widened to the
/// span of the runs' own percentiles; from a log without samples, what it allows to say. nullopt: nothing was timed.
std::optional<Figure> latency_percentile(const MetricInput& input, double quantile);

}  // namespace muster
