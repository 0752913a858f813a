#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> no_baseline(const CheckInput& input) {
  if (!input.run.baseline || !input.run.baseline->source.empty()) return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = "the history has no earlier Run of these photos, so nothing is held against one";
  if (input.run.data_sha256.empty()) {
    seen.summary = "photos are told by their files' digests, and no file was read here: no Run of a history is of them";
    seen.advice = "Name the earlier Run itself: --baseline FILE.";
  }
  return seen;
}

}  // namespace

const Check kNoBaseline{"no-baseline", "No baseline", "A regression shows only beside what was before.",
                        "Nothing: the next Run of these photos has this one.", no_baseline};

}  // namespace muster
