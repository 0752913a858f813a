#include "metrics/suspect_labels.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "metrics/classification.h"

namespace muster {
namespace {

/// What the model gives one class of a photo.
struct ClassProbability {
  std::uint32_t index = kNoClass;
  double probability = 0;
};

/// The five best of one photo, those of one group together, and its label.
struct Row {
  std::uint32_t photo = 0, label = 0;
  std::array<ClassProbability, kBest> best;
  std::size_t size = 0;

  [[nodiscard]] double of(std::uint32_t index) const {
    for (std::size_t k = 0; k < size; ++k)
      if (best[k].index == index) return best[k].probability;
    return 0;
  }
  void add(std::uint32_t index, double probability) {
    for (std::size_t k = 0; k < size; ++k)
      if (best[k].index == index) {
        best[k].probability += probability;
        return;
      }
    best[size++] = {index, probability};
  }
};

double probability_of(const Predictions& predictions, std::size_t photo, std::size_t place) {
  const BestScores& scores = predictions.scores[photo];
  if (predictions.score_kind != "logit") return static_cast<double>(scores[place]);
  return static_cast<double>(predictions.softmax[photo]) * std::exp(static_cast<double>(scores[place] - scores[0]));
}

std::vector<Row> rows_of(const Run& run, const ClassGrouping& grouping) {
  std::vector<Row> rows;
  const Predictions& predictions = run.predictions;
  for (std::uint32_t photo = 0; photo < predictions.states.size(); ++photo) {
    const std::uint32_t label = run.dataset.classes[photo];
    if (predictions.states[photo] != PhotoState::kScored || label == kNoClass) continue;
    Row row{photo, grouping.of[label], {}, 0};
    for (std::size_t k = 0; k < kBest; ++k)
      if (const std::int32_t index = predictions.best[photo][k]; index >= 0)
        row.add(grouping.of[static_cast<std::size_t>(index)], probability_of(predictions, photo, k));
    rows.push_back(row);
  }
  return rows;
}

/// The mean probability of a class on the photos labelled so; infinite where there are none.
std::vector<double> thresholds_of(const std::vector<Row>& rows, std::size_t classes) {
  std::vector<double> sums(classes), photos(classes);
  for (const Row& row : rows) sums[row.label] += row.of(row.label), ++photos[row.label];
  for (std::size_t i = 0; i < classes; ++i) sums[i] /= photos[i];
  std::ranges::replace_if(
      sums, [](double mean) { return std::isnan(mean); }, HUGE_VAL);
  return sums;
}

/// The class that the photo surely shows; the label's own where none does. Of several the most probable, which need not
/// be one of them (as in cleanlab).
ClassProbability sure_class(const Row& row, const std::vector<double>& thresholds) {
  constexpr double kEnough = 1e-6;
  const auto* const end = row.best.begin() + static_cast<std::ptrdiff_t>(row.size);
  const auto sure = [&](const ClassProbability& one) { return one.probability >= thresholds[one.index] - kEnough; };
  const auto count = std::count_if(row.best.begin(), end, sure);
  if (count == 0) return {row.label, 0};
  if (count == 1) return *std::find_if(row.best.begin(), end, sure);
  return *std::max_element(row.best.begin(), end, [](const ClassProbability& a, const ClassProbability& b) {
    return a.probability < b.probability;
  });
}

}  // namespace

std::vector<SuspectLabel> suspect_labels(const Run& run) {
  const Predictions& predictions = run.predictions;
  std::vector<SuspectLabel> suspects;
  if (predictions.score_kind.empty() || (predictions.score_kind == "logit" && predictions.softmax.empty()))
    return suspects;
  const ClassGrouping grouping = group_classes(run.dataset.class_names, run.class_groups);
  const std::vector<Row> rows = rows_of(run, grouping);
  const std::vector<double> thresholds = thresholds_of(rows, grouping.names.size());
  for (const Row& row : rows) {
    const ClassProbability sure = sure_class(row, thresholds);
    if (sure.index == row.label) continue;
    suspects.push_back({std::string(run.dataset.paths[row.photo]), grouping.names[row.label],
                        grouping.names[sure.index], row.of(row.label), sure.probability});
  }
  std::ranges::stable_sort(suspects, {},
                           [](const SuspectLabel& one) { return one.label_probability - one.other_probability; });
  return suspects;
}

}  // namespace muster
