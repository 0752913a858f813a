#include <fmt/format.h>

#include <algorithm>

#include "base/units.h"
#include "checks/check.h"
#include "metrics/latency.h"

namespace muster {
namespace {

constexpr double kMuch = 0.10;

/// What to do depends on which way the times went, and on what else ran.
std::string_view advice_for(const Drift& drift, bool is_busy) {
  if (is_busy) return "Stop other work and time again: other programs change the times of this model.";
  if (drift.is_faster())
    return "Warm it up for longer (run it, and time it again at once), or fix its clock frequency: clocks rise, and "
           "caches fill, in the first seconds of work.";
  return {};
}

std::optional<Seen> latency_drift(const CheckInput& input) {
  const auto found = std::ranges::find(input.measurements, "latency_drift", &Measurement::metric);
  if (found == input.measurements.end() || !(found->estimate.value > kMuch)) return std::nullopt;
  const Drift drift = drift_of(speaking_runs(input.run));
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = fmt::format(
      "it grew {} {}: the median time went from {} to {} ({:.0f} %)", drift.is_faster() ? "faster" : "slower",
      drift.within_run ? "within a timing run" : "from one timing run to another", format_milliseconds(drift.before_ms),
      format_milliseconds(drift.after_ms), drift.change * 100);
  seen.origin = found->origin;
  seen.advice = advice_for(drift, found->origin != Origin::kDevice && was_busy(input.run));
  return seen;
}

}  // namespace

const Check kLatencyDriftSeen{"latency-drift", "Latency drifted",
                              "Times that change while they are measured are not those of steady use.",
                              "Let it cool down, fix its clock frequency, and time again.", latency_drift};

}  // namespace muster
