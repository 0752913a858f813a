// Cold start: loading the model, and its first inference. Medians over the processes, with their span.
#include <algorithm>

#include "base/statistics.h"
#include "metrics/latency.h"

namespace muster {
namespace {

std::optional<Figure> median_over_runs(const MetricInput& input, std::optional<Nanoseconds> LatencyRun::*time) {
  const auto runs = speaking_runs(input.run, input.accelerator, input.device);
  std::vector<double> ms;
  for (const LatencyRun* run : runs)
    if (run->*time) ms.push_back(to_ms(*(run->*time)));
  if (ms.empty()) return std::nullopt;
  std::ranges::sort(ms);
  if (ms.size() == 1) return figure_of(runs, {ms.front(), std::nullopt, std::nullopt, 1}, "seen once: no interval");
  return figure_of(runs, {nearest_rank(ms, 0.5), ms.front(), ms.back(), ms.size()}, "span of the processes");
}

std::optional<Figure> load(const MetricInput& input) {
  return median_over_runs(input, &LatencyRun::load);
}
std::optional<Figure> first(const MetricInput& input) {
  return median_over_runs(input, &LatencyRun::first);
}

}  // namespace

const Metric kLoad{"load_ms", "loading the model", "ms", false, MetricKind::kOtherTime, Evidence::kLatency, load};
const Metric kFirstInference{"first_inference_ms",   "first inference",  "ms", false,
                             MetricKind::kOtherTime, Evidence::kLatency, first};

}  // namespace muster
