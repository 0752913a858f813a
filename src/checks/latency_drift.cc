#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"

namespace muster {
namespace {

constexpr double kMuch = 0.10;

std::optional<Seen> latency_drift(const CheckInput& input) {
  const auto found = std::ranges::find(input.measurements, "latency_drift", &Measurement::metric);
  if (found == input.measurements.end() || !(found->estimate.value > kMuch)) return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = fmt::format("the median time moved by {:.0f} % between the timing runs or within one",
                             found->estimate.value * 100);
  seen.origin = found->origin;
  return seen;
}

}  // namespace

const Check kLatencyDriftSeen{"latency-drift", "Latency drifted",
                              "A machine that warms up or throttles is not the one that a user meets after a minute.",
                              "Let it cool down, fix its clock frequency, and time again.", latency_drift};

}  // namespace muster
