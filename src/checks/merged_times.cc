#include <fmt/format.h>

#include <algorithm>

#include "base/statistics.h"
#include "base/text.h"
#include "checks/check.h"
#include "metrics/latency.h"

namespace muster {
namespace {

std::string describe(const Shard& shard) {
  std::vector<const LatencyRun*> runs;
  for (const LatencyRun& run : shard.latency_runs) runs.push_back(&run);
  const std::vector<double> pooled = pooled_steady_ms(runs);
  const std::string_view origin = to_string(shard.latency_runs.front().origin);
  std::string text = fmt::format("{}: {} on {} ({})", printable(shard.source), origin, printable(shard.machine.cpu),
                                 runs.size() == 1 ? "1 run" : fmt::format("{} runs", runs.size()));
  if (!pooled.empty()) text += fmt::format(", median {:.3g} ms", nearest_rank(pooled, 0.5));
  return text;
}

std::optional<Seen> merged_times(const CheckInput& input) {
  Seen seen;
  std::size_t others = 0;
  for (const Shard& shard : input.run.shards) {
    if (shard.latency_runs.empty()) continue;
    ++others;
    if (seen.details.size() < kMostDetails) seen.details.push_back(describe(shard));
  }
  if (others == 0) return std::nullopt;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = fmt::format("times of {} merged Run{} are not among these figures", others, others == 1 ? "" : "s");
  return seen;
}

}  // namespace

const Check kMergedTimes{"merged-times", "Times of several Runs",
                         "Times of two machines, or of two days, are no one distribution.",
                         "Judge the Run whose times you mean, or observe the shards with --no-latency.", merged_times};

}  // namespace muster
