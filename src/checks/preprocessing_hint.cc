#include <fmt/format.h>

#include "base/units.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> preprocessing_hint(const CheckInput& input) {
  if (!input.run.hint) return std::nullopt;
  const PreprocessingHint& hint = *input.run.hint;
  Seen seen;
  if (hint.changes.empty() || !hint.changes.front().helps) {
    seen.outcome = Outcome::kPass;
    seen.summary = fmt::format(
        "none of the {} likeliest mistakes in preprocessing and labels surely lowers accuracy (tried "
        "on {} photos)",
        hint.changes.size(), hint.photos);
    return seen;
  }
  const TriedChange& best = hint.changes.front();
  const auto points = [](double share) { return fmt::format("{:+.1f}", share * 100); };
  seen.summary = fmt::format("accuracy would gain {} points [{}, {}] by {} ({} photos)", points(best.gain.value),
                             points(best.gain.low.value_or(-1)), points(best.gain.high.value_or(1)), best.change.words,
                             best.photos);
  seen.caveat = fmt::format("fix first: {} gains {} points of accuracy{}", best.change.words, points(best.gain.value),
                            best.change.options.empty() ? "" : " (" + best.change.options + ")");
  if (!best.change.options.empty())
    seen.details.push_back("to see it, run the same command with " + best.change.options);
  seen.advice = best.change.advice;
  return seen;
}

}  // namespace

const Check kPreprocessingHint{
    "preprocessing-hint", "Preprocessing or labels look wrong",
    "A model is only as good as its photos are prepared, and its answers read, as in training.",
    "muster doctor tries all likely mistakes on all photos.", preprocessing_hint};

}  // namespace muster
