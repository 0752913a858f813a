#include <fmt/format.h>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> early_decision(const CheckInput& input) {
  if (!input.run.decision) return std::nullopt;
  const EarlyDecision& decision = *input.run.decision;
  Seen seen;
  seen.outcome = Outcome::kPass;
  const std::size_t taken = decision.order.size();
  const std::uint64_t pending = input.counts == nullptr ? 0 : input.counts->pending;
  if (decision.spared > 0) {
    seen.summary = fmt::format("accuracy was decided after {} of {} photos in random order (seed {}); {} were spared",
                               taken, taken + decision.spared, decision.seed, decision.spared);
  } else if (pending > 0) {
    seen.outcome = Outcome::kInconclusive;
    seen.summary = fmt::format("stopped after {} photos in random order (seed {}), before accuracy was decided", taken,
                               decision.seed);
  } else {
    seen.summary = fmt::format("all {} photos were taken, in random order (seed {})", taken, decision.seed);
  }
  seen.caveat =
      "Accuracy was decided photo by photo (--decide): intervals of the limits on it hold at every photo, together "
      "at 95 %, and are of photos like these, not of the folder. Those of all other figures of accuracy do not "
      "allow for when it stopped.";
  return seen;
}

}  // namespace

const Check kEarlyDecision{"early-decision", "Decided as soon as it was sure",
                           "Photos that could not change the verdict need not be measured.",
                           "Measure all photos, without --decide, for the other figures.", early_decision};

}  // namespace muster
