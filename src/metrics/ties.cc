#include "metrics/ties.h"

#include <algorithm>

#include "metrics/classification.h"

namespace muster {
namespace {

/// Classes that the answers are out of, the background included.
std::size_t outputs_of(const Run& run) {
  return run.dataset.class_names.size() + (run.dataset.background == kNoBackground ? 0 : 1);
}

/// Runs that were measured before ties were counted: no probability is below 0.
std::size_t places_above_zero(const Predictions& predictions, std::size_t photo) {
  const bool never_negative = predictions.score_kind == "probability" || predictions.score_kind == "sigmoid";
  if (!predictions.output || !never_negative) return kBest;
  return static_cast<std::size_t>(
      std::ranges::count_if(predictions.scores[photo], [](float score) { return score > 0; }));
}

}  // namespace

std::size_t counted_places(const Run& run, std::size_t photo) {
  const Predictions& predictions = run.predictions;
  if (photo >= predictions.scores.size() || outputs_of(run) <= kBest) return kBest;
  const std::size_t above = photo < predictions.above_lowest.size() ? std::size_t{predictions.above_lowest[photo]}
                                                                    : places_above_zero(predictions, photo);
  return std::max<std::size_t>(1, above);
}

TopTies count_top_ties(const Run& run) {
  const Predictions& predictions = run.predictions;
  TopTies ties;
  if (predictions.score_kind.empty()) return ties;
  const ClassGrouping grouping = group_classes(run.dataset.class_names, run.class_groups);
  const auto class_of = [&](std::int32_t index) -> std::int64_t {
    return index < 0 || static_cast<std::size_t>(index) >= grouping.of.size()
               ? -1
               : std::int64_t{grouping.of[static_cast<std::size_t>(index)]};
  };
  const std::size_t photos =
      std::min({run.dataset.classes.size(), predictions.states.size(), predictions.scores.size()});
  for (std::size_t photo = 0; photo < photos; ++photo) {
    const std::uint32_t label = run.dataset.classes[photo];
    if (predictions.states[photo] != PhotoState::kScored || label == kNoClass) continue;
    ++ties.photos;
    const BestClasses& best = predictions.best[photo];
    const BestScores& scores = predictions.scores[photo];
    std::size_t tied = 1;
    while (tied < kBest && best[tied] != kAbsent && scores[tied] == scores[0]) ++tied;
    if (tied == 1) continue;
    ++ties.tied;
    const std::int64_t actual = class_of(static_cast<std::int32_t>(label));
    bool may_be_right = false, may_be_wrong = false;
    for (std::size_t k = 0; k < tied; ++k) {
      may_be_right = may_be_right || class_of(best[k]) == actual;
      may_be_wrong = may_be_wrong || class_of(best[k]) != actual;
    }
    if (tied == kBest && outputs_of(run) > kBest) may_be_right = may_be_wrong = true;  // more may tie than are kept
    const bool right = class_of(best[0]) == actual;
    if (right && may_be_wrong) ++ties.may_lose;
    if (!right && may_be_right) ++ties.may_win;
  }
  return ties;
}

}  // namespace muster
