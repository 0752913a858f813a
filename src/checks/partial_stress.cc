#include <fmt/format.h>

#include "checks/check.h"
#include "metrics/stress.h"

namespace muster {
namespace {

std::optional<Seen> partial_stress(const CheckInput& input) {
  if (!input.run.stress) return std::nullopt;
  const std::size_t drawn = input.run.stress->photos.size();
  const StressGaps gaps = stress_gaps(input.run);
  Seen seen{Outcome::kInconclusive, "", event_details(input.run, "partial-stress"), std::nullopt, ""};
  if (drawn == 0)
    seen.summary = input.run.leaks && !input.run.leaks->leaks.empty()
                       ? "no labelled photo that does not leak had an answer, so none was degraded"
                       : "no labelled photo had an answer, so none was degraded";
  else if (gaps.pending > 0)
    seen.summary = fmt::format("{} of {} drawn photos were degraded in every way; the others are left out",
                               drawn - gaps.pending, drawn);
  if (gaps.failed > 0)
    seen.summary += fmt::format("{}the process of the model ended early on {} degraded photo{}, which count{} as wrong",
                                seen.summary.empty() ? "" : "; ", gaps.failed, gaps.failed == 1 ? "" : "s",
                                gaps.failed == 1 ? "s" : "");
  if (seen.summary.empty()) return std::nullopt;
  return seen;
}

}  // namespace

const Check kPartialStress{"partial-stress", "Not all degraded photos were classified",
                           "The figures of degraded photos are of a part of those that were drawn.",
                           "Run it again to its end; look at --timeout, --memory-limit and the runtime's log "
                           "(--verbose) where the model's process ended.",
                           partial_stress};

}  // namespace muster
