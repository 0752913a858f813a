#include <fmt/format.h>

#include <algorithm>

#include "base/statistics.h"
#include "base/text.h"
#include "checks/check.h"
#include "metrics/latency.h"

namespace muster {
namespace {

/// The fewest runs whose largest bounds the 0.9 quantile.
std::uint64_t fewest_runs() {
  std::uint64_t n = 1;
  while (!quantile_ranks(n, 0.9, kLatencyConfidence).high) ++n;
  return n;
}

std::optional<Seen> few_device_runs(const CheckInput& input) {
  const std::uint64_t needed = fewest_runs();
  for (const LatencyRun& run : input.run.latency_runs) {
    const bool few = run.origin == Origin::kDevice && run.requests == 1 && run.summary && run.summary->count < needed &&
                     !run.summary->early_stopping_p90;
    if (!few) continue;
    const std::uint64_t count = run.summary->count;
    const std::string of = count == 0 ? "does not say of how many runs its figures are"
                                      : fmt::format("has figures of {} run{}", count, count == 1 ? "" : "s");
    return Seen{
        Outcome::kInconclusive,
        fmt::format("the log of the {} {}; a bound on the p90 takes {}", printable(run.device.name, 60), of, needed),
        {},
        Origin::kDevice,
        ""};
  }
  return std::nullopt;
}

}  // namespace

const Check kFewDeviceRuns{
    "few-device-runs", "A log of few runs", "A high percentile of few runs is luck: the next slow one is not in it.",
    "Run it longer there (benchmark_model: --num_runs=100), or give raw times.", few_device_runs};

}  // namespace muster
