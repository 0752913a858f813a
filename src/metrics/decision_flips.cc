#include "metrics/decision_flips.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include "base/paired_statistics.h"
#include "base/text.h"
#include "metrics/preparation.h"

namespace muster {
namespace {

constexpr std::int64_t kNoDecision = -3, kNoLabel = -4;
constexpr std::size_t kMostClasses = 20, kMostMoved = 10;
constexpr double kConfidence = 0.95;

/// A class of the reference as graded: the first member stands for its group.
std::vector<std::int64_t> grouped(const Run& run) {
  std::vector<std::int64_t> stands_for(run.dataset.class_names.size());
  for (std::size_t i = 0; i < stands_for.size(); ++i) stands_for[i] = static_cast<std::int64_t>(i);
  for (const ClassGroup& group : run.class_groups)
    for (const std::uint32_t member : group.classes)
      if (member < stands_for.size()) stands_for[member] = group.classes.front();
  return stands_for;
}

std::string name_of(const Run& run, std::int64_t index) {
  for (const ClassGroup& group : run.class_groups)
    if (!group.classes.empty() && group.classes.front() == index) return group.name;
  if (index == kNoLabel) return "no label";
  if (index < 0) return index == kBackground ? "background" : "no answer";
  const std::string& name = run.dataset.class_names[static_cast<std::size_t>(index)];
  return name.empty() ? std::to_string(index) : name;
}

/// The reference's index of each of the model's classes.
Result<std::vector<std::int64_t>> matched_classes(const Run& reference, const Run& model) {
  const auto &from = model.dataset.class_names, &to = reference.dataset.class_names;
  const bool named = std::ranges::find(from, "") == from.end() && std::ranges::find(to, "") == to.end();
  std::vector<std::int64_t> index(from.size());
  std::unordered_map<std::string_view, std::int64_t> known;
  for (std::size_t i = 0; i < to.size(); ++i) known.emplace(to[i], static_cast<std::int64_t>(i));
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from == to || !named) {
      index[i] = static_cast<std::int64_t>(i);
    } else if (const auto found = known.find(from[i]); found != known.end()) {
      index[i] = found->second;
    } else {
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("the models tell other classes apart: the reference has no {}", in_quotes(from[i])));
    }
  }
  if (from.size() == to.size()) return index;
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("the models tell other classes apart: {} here, {} in the reference", from.size(), to.size()));
}

/// What the model decided on its photo `i`, as the reference's class.
struct Decider {
  const Run& run;
  std::vector<std::int64_t> classes;  ///< the graded class of the reference, for each of this run's

  [[nodiscard]] std::int64_t graded(std::int64_t index) const {
    return index >= 0 && index < static_cast<std::int64_t>(classes.size()) ? classes[static_cast<std::size_t>(index)]
                                                                           : index;
  }
  [[nodiscard]] std::int64_t decision(std::size_t i) const {
    return run.predictions.states[i] == PhotoState::kScored ? graded(run.predictions.best[i][0]) : kNoDecision;
  }
  /// The score of that class, at most the fifth best where it is not among the five.
  [[nodiscard]] double score(std::size_t i, std::int64_t wanted) const {
    const BestClasses& best = run.predictions.best[i];
    for (std::size_t k = 0; k < kBest; ++k)
      if (graded(best[k]) == wanted) return static_cast<double>(run.predictions.scores[i][k]);
    return best[kBest - 1] == kAbsent ? 0 : static_cast<double>(run.predictions.scores[i][kBest - 1]);
  }
};

/// Whether both answered; counts the photo where one did not. One that either sets aside is no photo of the test.
bool both_answered(PhotoState one, PhotoState other, Unanswered& unanswered) {
  const auto any = [&](PhotoState state) { return one == state || other == state; };
  if (any(PhotoState::kSetAside)) return false;
  if (any(PhotoState::kPending)) return ++unanswered.pending, false;
  if (any(PhotoState::kUnreadable)) return ++unanswered.unreadable, false;
  if (any(PhotoState::kFailed)) ++unanswered.failed;
  return true;
}

void count(DecisionFlips& flips, std::int64_t actual, std::int64_t before, std::int64_t after) {
  if (actual == kNoLabel) {
    ++flips.unlabelled;
    flips.unlabelled_changed += before != after ? 1U : 0U;
    return;
  }
  ++flips.photos;
  if (before == after) return;
  ++(before == actual ? flips.right_to_wrong : after == actual ? flips.wrong_to_right : flips.wrong_to_wrong);
}

template <class T, class Key>
void keep_largest(std::vector<T>& rows, std::size_t most, Key key) {
  std::ranges::stable_sort(rows, std::greater<>(), key);
  if (rows.size() > most) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end());
}

}  // namespace

Result<Comparison> compare_decisions(const Run& reference, const Run& model) {
  for (const Run* run : {&reference, &model})
    if (const auto reason = run->model ? not_a_classifier(*run->model) : std::nullopt)
      return fail(ErrorCode::kUnsupported,
                  fmt::format("{} makes no decisions to compare: {}", run->model->path.string(), *reason));
  MUSTER_TRY(std::vector<std::int64_t> classes, matched_classes(reference, model));
  const std::vector<std::int64_t> groups = grouped(reference);
  for (std::int64_t& index : classes) index = groups[static_cast<std::size_t>(index)];
  const Decider first{reference, groups}, second{model, std::move(classes)};
  const bool comparable = reference.predictions.score_kind == model.predictions.score_kind;

  std::unordered_map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < model.predictions.states.size(); ++i) place.emplace(model.dataset.paths[i], i);
  Comparison comparison;
  std::map<std::int64_t, DecisionFlips> by_class;
  std::map<std::int64_t, ReferenceAnswer> by_answer;
  for (std::size_t i = 0; i < reference.predictions.states.size(); ++i) {
    const auto found = place.find(reference.dataset.paths[i]);
    if (found == place.end()) continue;
    const std::size_t j = found->second;
    if (!both_answered(reference.predictions.states[i], model.predictions.states[j], comparison.unanswered)) continue;
    const std::uint32_t label = reference.dataset.classes[i];
    const std::int64_t actual = label == kNoClass ? kNoLabel : first.graded(label);
    const std::int64_t before = first.decision(i), after = second.decision(j);
    count(comparison.flips, actual, before, after);
    if (actual != kNoLabel) count(by_class[actual], actual, before, after);
    ReferenceAnswer& answer = by_answer[before];
    ++answer.photos;
    answer.changed += before != after ? 1U : 0U;
    if (before == after) continue;
    const auto moved =
        comparable ? std::optional<double>(first.score(i, before) - second.score(j, before)) : std::nullopt;
    comparison.moved.push_back({std::string(reference.dataset.paths[i]), name_of(reference, actual),
                                name_of(reference, before), name_of(reference, after), moved});
  }
  if (comparison.flips.photos + comparison.flips.unlabelled == 0)
    return fail(ErrorCode::kInvalidArgument, "there is no photo that both models answered");
  for (auto& [index, answer] : by_answer) {
    answer.answer = static_cast<std::int32_t>(index);
    comparison.answers.push_back(answer);
  }
  if (comparison.flips.photos > 0) comparison.accuracy_loss = accuracy_loss_of(comparison.flips, kConfidence);
  comparison.flip_rate = flip_rate_of(comparison.flips, kConfidence);
  comparison.p =
      mcnemar_exact_p({comparison.flips.photos, comparison.flips.right_to_wrong, comparison.flips.wrong_to_right});
  for (const auto& [index, flips] : by_class)
    if (flips.all() > 0) comparison.classes.push_back({name_of(reference, index), flips});
  keep_largest(comparison.classes, kMostClasses, [](const ClassFlips& one) { return one.flips.all(); });
  keep_largest(comparison.moved, kMostMoved, [](const MovedPhoto& one) { return one.moved.value_or(0); });
  comparison.preparation = other_preparation(reference, model);
  return comparison;
}

BesideReference facts_of(const Comparison& comparison, const Run& reference) {
  BesideReference facts;
  if (reference.model) facts.path = reference.model->path, facts.sha256 = reference.model->sha256;
  facts.flips = comparison.flips;
  facts.answers = comparison.answers;
  facts.unanswered = comparison.unanswered;
  facts.guessed = reference.preprocessing && is_guessed(*reference.preprocessing);
  return facts;
}

Estimate flip_rate_of(const DecisionFlips& flips, double confidence, std::uint64_t open) {
  const std::uint64_t photos = flips.photos + flips.unlabelled;
  const auto all = static_cast<double>(flips.all() + flips.unlabelled_changed), n = static_cast<double>(photos);
  const auto more = static_cast<double>(open);
  return {all / n, wilson_interval(all, n + more, confidence).low,
          wilson_interval(all + more, n + more, confidence).high, photos};
}

Estimate accuracy_loss_of(const DecisionFlips& flips, double confidence, std::uint64_t open) {
  const std::uint64_t lost = flips.right_to_wrong, won = flips.wrong_to_right, n = flips.photos + open;
  const double changed = static_cast<double>(lost) - static_cast<double>(won);
  return {changed / static_cast<double>(flips.photos), tango_interval({n, lost, won + open}, confidence).low,
          tango_interval({n, lost + open, won}, confidence).high, flips.photos};
}

}  // namespace muster
