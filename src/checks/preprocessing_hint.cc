#include <fmt/format.h>

#include "checks/check.h"
#include "metrics/constant_answer.h"

namespace muster {
namespace {

constexpr std::uint64_t kFewPhotos = 30;

/// No mistake was found: a pass only where one could have been.
Seen nothing_found(const PreprocessingHint& hint, const ClassificationCounts* counts) {
  Seen seen;
  const auto baseline = counts == nullptr ? std::nullopt : constant_baseline(*counts);
  const bool can_tell = !baseline || beats_constant(*counts, *baseline);
  const bool enough = hint.photos >= kFewPhotos;
  seen.outcome = can_tell && enough ? Outcome::kPass : Outcome::kInconclusive;
  seen.summary = fmt::format(
      "none of {} likely mistakes in preprocessing and labels explains the accuracy, with 95 % "
      "confidence (tried on {} photos{})",
      hint.changes.size(), hint.photos,
      enough ? "" : fmt::format(", which is too few: {} or more are needed", kFewPhotos));
  if (!can_tell)
    seen.summary += "; but the model is no better than a constant answer, so it is not shown that both are right";
  return seen;
}

std::optional<Seen> preprocessing_hint(const CheckInput& input) {
  if (!input.run.hint) return std::nullopt;
  const PreprocessingHint& hint = *input.run.hint;
  if (hint.changes.empty() || !hint.changes.front().helps) return nothing_found(hint, input.counts);
  Seen seen;
  const TriedChange& best = hint.changes.front();
  const auto points = [](double share) { return fmt::format("{:+.1f}", share * 100); };
  const std::string_view figure = best.judged_by == JudgedBy::kMeanRecall ? "mean recall" : "accuracy";
  seen.summary = fmt::format("{} would gain {} points [{}, {}] by {} ({} photos)", figure, points(best.gain.value),
                             points(best.gain.low.value_or(-1)), points(best.gain.high.value_or(1)), best.change.words,
                             best.photos);
  seen.caveat = fmt::format("fix first: {} gains {} points of {}{}", best.change.words, points(best.gain.value), figure,
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
