#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"
#include "metrics/latency.h"

namespace muster {
namespace {

std::optional<Seen> busy_machine(const CheckInput& input) {
  double most = 0;
  for (const LatencyRun& run : input.run.latency_runs)
    if (run.origin != Origin::kDevice) most = std::max(most, run.other_load_cores);
  if (most <= kBusyCores) return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = fmt::format("other processes kept {:.2g} of {} cores busy during timing (busy is over {:.2g})", most,
                             input.run.machine.cores, kBusyCores);
  return seen;
}

}  // namespace

const Check kBusyMachine{"busy-machine", "The machine was busy during timing",
                         "Others' work makes times longer and less steady, so they cannot be held against the model.",
                         "Stop other work and time again.", busy_machine};

}  // namespace muster
