#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> run_cut_short(const CheckInput& input) {
  const std::uint64_t failed = input.counts == nullptr ? 0 : input.counts->failed;
  Seen seen{Outcome::kFail, "", event_details(input.run, "run-cut-short"), std::nullopt, ""};
  for (const std::string& detail : event_details(input.run, "worker-crash"))
    if (seen.details.size() < kMostDetails) seen.details.push_back(detail);
  const auto cut = std::ranges::find_if(input.run.latency_runs, [](const LatencyRun& run) {
    return run.end != RunEnd::kComplete && run.end != RunEnd::kStopped;
  });
  const bool timing = cut != input.run.latency_runs.end();
  if (failed == 0 && !timing && seen.details.empty()) return std::nullopt;
  if (timing) seen.summary = fmt::format("a timing run ended early: {}", to_string(cut->end));
  if (failed > 0)
    seen.summary += fmt::format("{}the process of the model ended early on {} photo{}, which count{} as wrong",
                                timing ? "; " : "", failed, failed == 1 ? "" : "s", failed == 1 ? "s" : "");
  if (seen.summary.empty()) seen.summary = "a run ended early";
  return seen;
}

}  // namespace

const Check kRunCutShort{
    "run-cut-short", "A run was cut short", "A model that crashes, hangs or fills the memory here does so in the app.",
    "Look at the photos named, at --timeout and --memory-limit, and at the runtime's log (--verbose).", run_cut_short};

}  // namespace muster
