#include <fmt/format.h>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> interrupted(const CheckInput& input) {
  if (!input.run.interrupted) return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = "stopped by the user";
  if (input.counts != nullptr && input.counts->pending > 0)
    seen.summary += fmt::format("; {} photos were not reached", input.counts->pending);
  seen.caveat = "The run was stopped by the user: figures are of what was measured until then.";
  return seen;
}

}  // namespace

const Check kInterrupted{"interrupted", "The run was stopped",
                         "The photos that were reached first are no fair sample of all.", "Run it again to its end.",
                         interrupted};

}  // namespace muster
