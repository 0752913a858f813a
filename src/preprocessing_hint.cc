#include "preprocessing_hint.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <utility>

#include "doctor/graded_answers.h"
#include "doctor/photos_to_take.h"
#include "doctor/preparation_changes.h"
#include "metrics/constant_answer.h"

namespace muster {
namespace {

constexpr std::size_t kMostPhotos = 60;

/// Those that spoil most, and are made most often: colour order, normalisation, cutting photos at all.
std::vector<PreparationChange> likeliest(const Preprocessing& stated, const Model& model) {
  constexpr auto kLikely = std::to_array<std::string_view>({"colour:", "normalisation:", "encoding:raw", "crop:none"});
  auto changes = suspected_preparations(stated, model);
  std::erase_if(changes, [&](const PreparationChange& one) {
    return std::ranges::none_of(kLikely, [&](std::string_view start) { return one.change.id.starts_with(start); });
  });
  return changes;
}

/// The answers that the run has, in the place of those that were had once more.
void take_answers(const Run& run, TopAnswers& column) {
  column.states = run.predictions.states;
  for (std::size_t photo = 0; photo < run.dataset.size(); ++photo) {
    column.best[photo] = run.predictions.best[photo][0];
    column.scores[photo] = run.predictions.scores[photo][0];
  }
}

}  // namespace

bool accuracy_looks_wrong(const Budget& budget, const Run& run) {
  const auto counts = count_classification(run);
  if (!counts || counts->photos == 0) return false;
  const auto baseline = constant_baseline(*counts);
  const bool is_ahead = baseline->pairs.only_first > baseline->pairs.only_second;
  if (baseline->classes_shown > 1 && (!is_ahead || constant_answer(*counts))) return true;
  const double accuracy = static_cast<double>(counts->top1) / static_cast<double>(counts->photos);
  return std::ranges::any_of(budget.limits, [&](const Limit& limit) {
    return limit.metric == "top1_accuracy" && limit.level != Level::kOff && accuracy < limit.bad;
  });
}

void look_for_hint(const Classifier& classifier, const StatedOptions& stated, const Hooks& hooks, Run& run) {
  const auto changes = likeliest(*run.preprocessing, *run.model);
  std::vector<Preprocessing> all{*run.preprocessing};
  for (const PreparationChange& other : changes) all.push_back(other.preprocessing);
  std::vector<std::uint32_t> preparations(all.size());
  std::iota(preparations.begin(), preparations.end(), 0U);

  std::vector<std::uint32_t> photos = photos_to_take(run.dataset, 0);
  std::erase_if(photos, [&](std::uint32_t one) { return run.predictions.states[one] == PhotoState::kSetAside; });
  GradedAnswers graded(run.dataset, run.class_groups, std::move(photos), all.size());
  const auto few = graded.photos().first(std::min(graded.photos().size(), kMostPhotos));
  const auto tell = [&](std::uint64_t done) { hooks.report("hint", done, few.size() * all.size()); };
  if (!predict_each(classifier, run.dataset, {few, preparations, all}, stated.run, hooks, tell, graded.answers)) return;
  if (graded.answers.interrupted) return;
  if (element_count(classifier.setup.output) == 1) graded.split_single_output(run.predictions.score_kind == "logit");
  take_answers(run, graded.answers.answers[0]);
  graded.answers.digests = run.predictions.digests;

  std::vector<Trial> trials;
  for (std::size_t i = 0; i < changes.size(); ++i) trials.push_back({changes[i].change, graded.pairs(i + 1)});
  const Labels labels{run.dataset.class_names, run.model->labels, run.dataset.by_index, run.dataset.background};
  std::ranges::move(try_labels(graded, labels).trials, std::back_inserter(trials));
  run.hint = PreprocessingHint{few.size(), weigh_changes(trials, judged_by(graded.pairs(0)))};
}

}  // namespace muster
