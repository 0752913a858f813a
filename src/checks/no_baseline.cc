#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> no_baseline(const CheckInput& input) {
  if (!input.run.baseline || !input.run.baseline->source.empty()) return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = "the history has no earlier Run of these photos, so nothing is held against one";
  return seen;
}

}  // namespace

const Check kNoBaseline{"no-baseline", "No baseline", "A regression shows only beside what was before.",
                        "Nothing: the next Run of these photos has this one.", no_baseline};

}  // namespace muster
