#include "metrics/threshold_views.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/named_classes.h"
#include "base/units.h"
#include "metrics/calibration.h"
#include "metrics/ranking.h"
#include "metrics/ranking_figures.h"
#include "metrics/score_columns.h"
#include "metrics/threshold_choice.h"

namespace muster {
namespace {

/// What a need asks for, in words; for a confidence a positive is a right answer.
std::string need_words(const ThresholdRequest& request) {
  const ThresholdGoal& goal = *request.goal;
  const bool confidence = request.class_name.empty();
  switch (goal.need) {
    case ThresholdNeed::kMinPrecision:
      return confidence ? fmt::format("{} of the accepted answers right", format_percent(goal.rate))
                        : fmt::format("precision of {}", format_percent(goal.rate));
    case ThresholdNeed::kMinRecall:
      return confidence ? fmt::format("{} of the right answers accepted", format_percent(goal.rate))
                        : fmt::format("recall of {}", format_percent(goal.rate));
    case ThresholdNeed::kMinAccepted:
      return fmt::format("at most {} left undecided", format_percent(1 - goal.rate));
    case ThresholdNeed::kLeastCost:
      break;
  }
  return fmt::format("less cost than accepting all or none, a false alarm being {:g} and a miss {:g}",
                     goal.false_alarm_cost, goal.miss_cost);
}

std::string show(const std::optional<Estimate>& estimate, ThresholdNeed need) {
  if (!estimate) return "?";
  if (need != ThresholdNeed::kLeastCost) return format_estimate(*estimate, "fraction");
  return fmt::format("{:.3g} a photo [{:.3g}, {:.3g}]", estimate->value, estimate->low.value_or(0),
                     estimate->high.value_or(0));
}

std::string of_all_kinds(const HalfFigures& half) {
  const auto percent = [](const std::optional<Estimate>& rate) {
    return rate ? format_percent(rate->value) : std::string("?");
  };
  const BinaryCounts& counts = half.counts;
  const std::uint64_t alarms = counts.false_positives, misses = counts.false_negatives;
  return fmt::format("precision {}, recall {}, accepted {}; {} false alarm{}, {} miss{}", percent(half.precision),
                     percent(half.recall), percent(half.accepted), alarms, alarms == 1 ? "" : "s", misses,
                     misses == 1 ? "" : "es");
}

/// Either kind of photo can be the few ones.
std::string few_words_of_costs(const ThresholdView& view) {
  const RankingCurve& curve = view.curve;
  const std::string text = fmt::format("too few photos to tell: n = {}", curve.positives + curve.negatives);
  if (const auto& needed = view.choice->needed)
    return text + fmt::format(", and even without a mistake {} are needed in each of two halves", *needed);
  const bool confidence = view.request.class_name.empty();
  return text + fmt::format(", of which {} {}", curve.positives, confidence ? "were answered right" : "show it");
}

std::string few_words(const ThresholdView& view) {
  const ThresholdChoice& choice = *view.choice;
  const bool of_photos = view.request.goal->need == ThresholdNeed::kMinAccepted;
  const std::string what = of_photos                         ? "photos"
                           : view.request.class_name.empty() ? "right answers"
                                                             : fmt::format("photos of {}", view.request.class_name);
  if (view.request.goal->need == ThresholdNeed::kLeastCost) return few_words_of_costs(view);
  const std::uint64_t n = of_photos ? view.curve.positives + view.curve.negatives : view.curve.positives;
  std::string text = fmt::format("too few {} to tell: n = {}", what, n);
  const auto in_half = static_cast<std::uint64_t>(choice.effective);
  if (choice.needed && n >= 2 * *choice.needed)
    text += fmt::format(", of which the poorer half is worth {} that are independent", in_half);
  if (choice.needed) text += fmt::format(", and {} are needed in each of two halves", *choice.needed);
  return text;
}

std::vector<std::string> words_of(const ThresholdView& view) {
  const ThresholdGoal& goal = *view.request.goal;
  const ThresholdChoice& choice = *view.choice;
  const std::string need = need_words(view.request);
  if (choice.status == ThresholdStatus::kTooFew) return {need + ": " + few_words(view)};
  const std::string first = show(figure_of(choice.halves[0], goal.need), goal.need);
  const std::string second = show(figure_of(choice.halves[1], goal.need), goal.need);
  const std::string threshold = choice.threshold ? shortest(*choice.threshold) : "none";
  const auto halves = [&] {
    return std::vector<std::string>{fmt::format("on the half that chose it {} (each end a bound at 95 %): {}", first,
                                                of_all_kinds(choice.halves[0])),
                                    fmt::format("on the other half {}: {}", second, of_all_kinds(choice.halves[1]))};
  };
  std::vector<std::string> words;
  if (choice.status == ThresholdStatus::kConfirmed) {
    words = {fmt::format("{}: threshold {}, confirmed{}", need, threshold,
                         accepts_all(choice) ? "; but it accepts every photo, and so decides nothing" : "")};
  } else if (choice.status == ThresholdStatus::kNotConfirmed) {
    words = {fmt::format("{}: threshold {} was chosen, not confirmed: measure on more photos{}", need, threshold,
                         goal.need == ThresholdNeed::kLeastCost ? "" : ", or ask for less")};
  } else {
    const bool open = choice.status == ThresholdStatus::kNotShown;
    const bool of_precision = goal.need == ThresholdNeed::kMinPrecision;
    words = {fmt::format("{}: {}; the best is {} at {}{}", need,
                         open           ? "not shown with so many photos"
                         : of_precision ? "cannot be reached by a threshold that finds 5 % of them"
                                        : "cannot be reached",
                         first, threshold, open ? ", picked among all thresholds, so that its bounds flatter" : "")};
  }
  for (std::string& half : halves()) words.push_back(std::move(half));
  return words;
}

/// Why there are no scores to look at.
std::string missing_scores(const Run& run, const std::string& class_name) {
  if (class_name.empty() && run.predictions.score_kind == "logit")
    return "not measured: of logits it takes all outputs of a photo; write their softmax, or let muster run the model";
  if (class_name.empty()) return "not measured: it takes answers with scores whose kind is known (--scores)";
  if (!run.dataset.class_names.empty() && classes_named(run, class_name).empty())
    return "not measured: there is no such class";
  if (run.predictions.output) return "not measured: the whole outputs were not read, for the error that is told";
  return "not measured: it takes the model's whole outputs, from photos that muster ran it on";
}

ThresholdView view_of(const Run& run, const ThresholdRequest& request) {
  ThresholdView view;
  view.request = request;
  const auto columns =
      request.class_name.empty() ? confidence_columns(run, /*grouped=*/true) : class_columns(run, request.class_name);
  if (!columns) {
    view.sentences = {missing_scores(run, request.class_name)};
    return view;
  }
  constexpr double kConfidence = 0.95;
  view.curve = ranking_curve(columns->scores, columns->positive);
  view.average_precision = average_precision_of(*columns, kConfidence);
  view.roc_area = roc_area_of(*columns, kConfidence);
  for (const double beta : {0.5, 1.0, 2.0})
    if (const auto best = best_f_beta(view.curve, beta)) view.best_f_beta.push_back(*best);
  view.brier_score = brier_score(columns->scores, columns->positive);
  if (!request.goal) return view;
  view.choice = choose_threshold({columns->scores, columns->positive, columns->split()}, *request.goal);
  view.sentences = words_of(view);
  return view;
}

}  // namespace

std::string_view to_string(ThresholdStatus status) {
  constexpr std::array<std::string_view, 5> kWords{"confirmed", "not confirmed", "not shown", "cannot be reached",
                                                   "too few"};
  const auto index = static_cast<std::size_t>(status);
  return index < kWords.size() ? kWords[index] : "?";
}

bool accepts_all(const ThresholdChoice& choice) {
  return choice.threshold && std::ranges::all_of(choice.halves, [](const HalfFigures& half) {
           return half.counts.false_negatives + half.counts.true_negatives == 0;
         });
}

std::string title_of(const ThresholdRequest& request) {
  return request.class_name.empty() ? "confidence of the top answer" : request.class_name;
}

std::vector<ThresholdView> view_thresholds(const Run& run, std::span<const ThresholdRequest> requests) {
  std::vector<ThresholdView> views;
  for (const ThresholdRequest& request : requests) views.push_back(view_of(run, request));
  return views;
}

}  // namespace muster
