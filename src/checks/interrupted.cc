#include <fmt/format.h>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> interrupted(const CheckInput& input) {
  if (!input.run.interrupted && input.run.complete) return std::nullopt;
  const bool by_user = input.run.interrupted;
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = by_user ? "stopped by the user" : "the process that measured ended before it was done";
  if (input.counts != nullptr && input.counts->pending > 0)
    seen.summary += fmt::format("; {} photos were not reached", input.counts->pending);
  seen.caveat = fmt::format("The run {}: figures are of what was measured until then.",
                            by_user ? "was stopped by the user" : "ended before it was done");
  return seen;
}

}  // namespace

const Check kInterrupted{"interrupted", "The run was stopped",
                         "The photos that were reached first are no fair sample of all.", "Run it again to its end.",
                         interrupted};

}  // namespace muster
