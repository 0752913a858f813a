// Peak resident memory of the process that ran the model: the greatest of the timing runs.
#include <algorithm>

#include "metrics/latency.h"

namespace muster {
namespace {

std::optional<Figure> peak_memory(const MetricInput& input) {
  const auto runs = speaking_runs(input.run, input.accelerator, input.device);
  std::vector<double> bytes;
  for (const LatencyRun* run : runs)
    if (run->peak_memory_bytes) bytes.push_back(static_cast<double>(*run->peak_memory_bytes));
  if (bytes.empty()) return std::nullopt;
  const auto [low, high] = std::ranges::minmax(bytes);
  return figure_of(runs, {high, low, high, bytes.size()}, "greatest of the processes");
}

}  // namespace

const Metric kPeakMemory{"peak_memory_bytes", "peak memory",      "bytes",    false,
                         MetricKind::kMemory, Evidence::kLatency, peak_memory};

}  // namespace muster
