#include "report/json_thresholds.h"

namespace muster {
namespace {

constexpr std::size_t kMostPoints = 1000;

Json estimate_json(const std::optional<Estimate>& estimate) {
  return estimate ? to_json(*estimate) : Json(nullptr);
}

Json goal_json(const std::optional<ThresholdGoal>& goal) {
  if (!goal) return nullptr;
  switch (goal->need) {
    case ThresholdNeed::kMinPrecision:
      return {{"min_precision", goal->rate}};
    case ThresholdNeed::kMinRecall:
      return {{"min_recall", goal->rate}};
    case ThresholdNeed::kMinAccepted:
      return {{"max_undecided", 1 - goal->rate}};
    case ThresholdNeed::kLeastCost:
      break;
  }
  return {{"cost", {{"false_alarm", goal->false_alarm_cost}, {"miss", goal->miss_cost}}}};
}

Json half_json(const HalfFigures& half) {
  const BinaryCounts& counts = half.counts;
  return {{"true_positives", counts.true_positives},    {"false_positives", counts.false_positives},
          {"false_negatives", counts.false_negatives},  {"true_negatives", counts.true_negatives},
          {"precision", estimate_json(half.precision)}, {"recall", estimate_json(half.recall)},
          {"accepted", estimate_json(half.accepted)},   {"cost", estimate_json(half.cost)}};
}

Json choice_json(const std::optional<ThresholdChoice>& choice) {
  if (!choice) return nullptr;
  const bool measured = choice->threshold.has_value();
  return {{"status", to_string(choice->status)},
          {"threshold", json_or_null(choice->threshold)},
          {"chosen_on", measured ? half_json(choice->halves[0]) : Json(nullptr)},
          {"confirmed_on", measured ? half_json(choice->halves[1]) : Json(nullptr)},
          {"needed_in_each_half", json_or_null(choice->needed)}};
}

/// Every so many points, and the last.
Json curve_json(const RankingCurve& curve) {
  Json points = Json::array();
  const std::size_t count = curve.thresholds.size();
  const std::size_t step = (count + kMostPoints - 1) / kMostPoints;
  for (std::size_t i = 0; i < count; i += step) {
    const std::size_t at = i + step < count ? i : count - 1;
    points.push_back({curve.thresholds[at], curve.true_positives[at], curve.false_positives[at]});
  }
  return points;
}

Json view_json(const ThresholdView& view) {
  Json best = Json::array();
  for (const BestFBeta& one : view.best_f_beta)
    best.push_back({{"beta", one.beta}, {"threshold", one.threshold}, {"value", one.value}});
  const std::string& name = view.request.class_name;
  return {{"class", name.empty() ? Json(nullptr) : Json(name)},
          {"positives", view.curve.positives},
          {"negatives", view.curve.negatives},
          {"not_a_number", view.curve.not_a_number},
          {"average_precision", estimate_json(view.average_precision)},
          {"roc_area", estimate_json(view.roc_area)},
          {"best_f_beta", best},
          {"brier_score", json_or_null(view.brier_score)},
          {"goal", goal_json(view.request.goal)},
          {"choice", choice_json(view.choice)},
          {"sentences", view.sentences},
          {"curve", curve_json(view.curve)}};
}

}  // namespace

Json thresholds_json(const std::vector<ThresholdView>& views) {
  Json array = Json::array();
  for (const ThresholdView& view : views) array.push_back(view_json(view));
  return array;
}

Json calibration_json(const std::optional<Calibration>& calibration) {
  if (!calibration) return nullptr;
  Json bins = Json::array();
  for (const ReliabilityBin& bin : calibration->table.bins)
    bins.push_back({{"low", bin.low},
                    {"high", bin.high},
                    {"photos", bin.photos},
                    {"confidence", bin.confidence},
                    {"accuracy", bin.accuracy}});
  Json temperature = nullptr;
  if (const auto& mended = calibration->temperature)
    temperature = {{"value", mended->temperature},
                   {"of_halves", mended->half_temperatures},
                   {"calibration_error_before", mended->calibration_error_before},
                   {"calibration_error_after", mended->calibration_error_after},
                   {"photos", mended->photos}};
  return {{"bins", bins},
          {"photos", calibration->table.photos},
          {"maximum_error", json_or_null(calibration->maximum_error)},
          {"error_by_chance", json_or_null(calibration->error_by_chance)},
          {"debiased_error", json_or_null(calibration->debiased_error)},
          {"temperature", temperature},
          {"no_temperature", text_or_null(calibration->no_temperature)},
          {"reason", text_or_null(calibration->reason)}};
}

}  // namespace muster
