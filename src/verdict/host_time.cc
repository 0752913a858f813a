#include "verdict/host_time.h"

#include <algorithm>

#include "metrics/latency.h"

namespace muster {

std::optional<double> disproved_by_host(const Run& run, const Budget& budget, double bad_ms) {
  constexpr std::uint64_t kFewest = 3;
  if (run.machine.emulated || run.machine.cores < 1) return std::nullopt;
  const auto names_accelerator = [](const Limit& limit) {
    return limit.level != Level::kOff && (limit.accelerator == "gpu" || limit.accelerator == "npu");
  };
  if (std::ranges::any_of(budget.limits, names_accelerator)) return std::nullopt;
  std::optional<double> fastest;
  std::uint64_t quiet_runs = 0;
  for (const LatencyRun& timing : run.latency_runs) {
    if (timing.origin != Origin::kHost || timing.threads != std::min(4, run.machine.cores)) continue;
    if (timing.steady.empty()) continue;  // a log of who knows which machine, busy or not, disproves nothing
    const Nanoseconds least = std::ranges::min(timing.steady);
    if (timing.other_load_cores <= kBusyCores) quiet_runs += timing.steady.size();
    fastest = std::min(fastest.value_or(to_ms(least)), to_ms(least));  // of busy runs too: they can only excuse
  }
  if (quiet_runs < kFewest || !fastest || !(*fastest > bad_ms)) return std::nullopt;
  return fastest;
}

}  // namespace muster
