#include <fmt/format.h>

#include <algorithm>

#include "base/rank_test.h"
#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"
#include "metrics/latency.h"

namespace muster {
namespace {

constexpr std::size_t kFewestProcesses = 5;
constexpr double kLeastShift = 0.05;

/// The median of each process, sorted: inferences of one process are no independent samples.
std::vector<double> process_medians(const std::vector<const LatencyRun*>& runs) {
  std::vector<double> medians;
  for (const LatencyRun* run : runs)
    if (const auto samples = pooled_steady_ms({run}); !samples.empty()) medians.push_back(nearest_rank(samples, 0.5));
  std::ranges::sort(medians);
  return medians;
}

/// Why the two sets of times cannot be held against each other; "": they can.
std::string other_conditions(const LatencyRun& before, const LatencyRun& now, const Machine& then,
                             const Machine& here) {
  if (before.origin != now.origin || before.accelerator != now.accelerator || before.device.name != now.device.name)
    return "on another device or accelerator";
  if (before.profiled != now.profiled) return "one with an operator profiler on, and one without";
  if (before.threads != now.threads) return "with another number of threads";
  if (now.origin != Origin::kDevice && (then.cpu != here.cpu || then.cores != here.cores)) return "on another machine";
  if (now.origin != Origin::kDevice && then.runtime != here.runtime) return "by another version of the runtime";
  return "";
}

std::optional<Seen> latency_regression(const CheckInput& input) {
  const auto& baseline = input.run.baseline;
  if (!baseline || baseline->source.empty()) return std::nullopt;
  Run earlier;
  earlier.latency_runs = baseline->latency_runs;
  const auto then = speaking_runs(earlier), now = speaking_runs(input.run);
  if (then.empty() || now.empty()) return std::nullopt;
  Seen seen;
  seen.origin = now.front()->origin;
  seen.outcome = Outcome::kInconclusive;
  const std::vector<double> before = process_medians(then), after = process_medians(now);
  if (const std::string other = other_conditions(*then[0], *now[0], baseline->machine, input.run.machine);
      !other.empty()) {
    seen.summary = fmt::format("times are not held against {}, which was timed {}", printable(baseline->source), other);
    return seen;
  }
  if (std::min(before.size(), after.size()) < kFewestProcesses) {
    seen.summary = fmt::format("too few timing runs to hold times against {}: {} then and {} now, of {} needed",
                               printable(baseline->source), before.size(), after.size(), kFewestProcesses);
    return seen;
  }
  const ShiftEstimate shift = estimate_shift(before, after, 0.95);
  const double median = nearest_rank(before, 0.5);
  const bool slower = shift.interval.low > 0 && shift.shift > kLeastShift * median;
  seen.outcome = slower ? Outcome::kFail : Outcome::kPass;
  seen.summary = fmt::format("{} since {}: by {:+.1f} % [{:+.1f}, {:+.1f}], of medians of {} and {} processes",
                             slower ? "inference became slower" : "no slowdown over 5 % is shown",
                             printable(baseline->source), 100 * shift.shift / median, 100 * shift.interval.low / median,
                             100 * shift.interval.high / median, before.size(), after.size());
  return seen;
}

}  // namespace

const Check kLatencyRegression{"latency-regression", "Time beside the baseline",
                               "Inferences of one process are alike by chance; only whole processes tell a change.",
                               "Time both with --timing-runs 5 or more, on one quiet machine; look at what changed.",
                               latency_regression};

}  // namespace muster
