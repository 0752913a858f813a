#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> host_latency(const CheckInput& input) {
  const auto& runs = input.run.latency_runs;
  const bool device = std::ranges::any_of(runs, [](const LatencyRun& run) { return run.origin == Origin::kDevice; });
  if (runs.empty() || device) return std::nullopt;
  Seen seen{Outcome::kInconclusive, "times are this machine's, not a phone's", {}, runs.front().origin, ""};
  const bool genuine = runs.front().origin == Origin::kHost && !input.run.machine.emulated;
  if (!genuine) {
    seen.summary = "times are of a translated model or an emulated machine";
    seen.advice = "Give muster check a phone's times with --latency-log FILE --measured-on \"DEVICE; OS; ...\".";
    if (input.budget.accept_host_latency) seen.summary += "; accepting host latency is refused";
  } else if (input.budget.accept_host_latency) {
    seen.outcome = Outcome::kPass;
    seen.summary += fmt::format("; accepted by the user: {}", printable(*input.budget.accept_host_latency));
    seen.caveat = fmt::format("Latency is this machine's, not a phone's; accepted by the user: {}",
                              printable(*input.budget.accept_host_latency));
  }
  return seen;
}

}  // namespace

const Check kHostLatency{
    "host-latency", "Latency was not measured on a phone",
    "A fast desktop says nothing about a phone: its time never proves a latency limit.",
    "Give muster check a phone's times with --latency-log FILE --measured-on \"DEVICE; OS; ...\", or accept these "
    "with --accept host-latency.",
    host_latency};

}  // namespace muster
