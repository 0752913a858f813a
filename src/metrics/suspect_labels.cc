#include "metrics/suspect_labels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

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
  /// The class that is graded, that of the best output. The row must not be empty.
  [[nodiscard]] std::uint32_t answer() const { return best[0].index; }
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

/// A photo that confident learning doubts.
struct Doubt {
  Row row;
  ClassProbability other;
};

std::vector<Doubt> doubts_of(const std::vector<Row>& rows, std::size_t classes) {
  const std::vector<double> thresholds = thresholds_of(rows, classes);
  std::vector<Doubt> doubts;
  for (const Row& row : rows)
    if (const ClassProbability sure = sure_class(row, thresholds); sure.index != row.label)
      doubts.push_back({row, sure});
  std::ranges::stable_sort(doubts, {},
                           [](const Doubt& one) { return one.row.of(one.row.label) - one.other.probability; });
  return doubts;
}

/// Labels, answers and where both agree, by class.
struct Agreement {
  std::vector<std::uint64_t> labelled, answered, agreed;
};

Agreement agreement_of(const std::vector<Row>& rows, std::size_t classes) {
  Agreement agreement{std::vector<std::uint64_t>(classes), std::vector<std::uint64_t>(classes),
                      std::vector<std::uint64_t>(classes)};
  for (const Row& row : rows) {
    ++agreement.labelled[row.label];
    if (row.size == 0) continue;
    const std::uint32_t answer = row.answer();
    ++agreement.answered[answer];
    agreement.agreed[row.label] += answer == row.label ? 1U : 0U;
  }
  return agreement;
}

bool is_worth_a_look(const Doubt& doubt, const Agreement& agreement) {
  constexpr double kLeastMargin = 0.8;
  const std::uint32_t label = doubt.row.label, other = doubt.other.index;
  return doubt.row.answer() == other && doubt.other.probability - doubt.row.of(label) >= kLeastMargin &&
         2 * agreement.agreed[label] >= agreement.labelled[label] - 1 &&
         2 * agreement.agreed[other] >= agreement.answered[other];
}

bool have_probabilities(const Predictions& predictions) {
  return !predictions.score_kind.empty() && (predictions.score_kind != "logit" || !predictions.softmax.empty());
}

std::vector<SuspectLabel> named(const Run& run, const ClassGrouping& grouping, const std::vector<Doubt>& doubts) {
  std::vector<SuspectLabel> suspects;
  for (const auto& [row, other] : doubts)
    suspects.push_back({std::string(run.dataset.paths[row.photo]), grouping.names[row.label],
                        grouping.names[other.index], row.of(row.label), other.probability});
  return suspects;
}

}  // namespace

std::vector<SuspectLabel> confident_learning(const Run& run) {
  if (!have_probabilities(run.predictions)) return {};
  const ClassGrouping grouping = group_classes(run.dataset.class_names, run.class_groups);
  return named(run, grouping, doubts_of(rows_of(run, grouping), grouping.names.size()));
}

std::vector<SuspectLabel> suspect_labels(const Run& run) {
  if (!have_probabilities(run.predictions)) return {};
  const ClassGrouping grouping = group_classes(run.dataset.class_names, run.class_groups);
  const std::vector<Row> rows = rows_of(run, grouping);
  const Agreement agreement = agreement_of(rows, grouping.names.size());
  const auto right =
      static_cast<double>(std::accumulate(agreement.agreed.begin(), agreement.agreed.end(), std::uint64_t{0}));
  if (right < kLeastTop1ToSuspect * static_cast<double>(rows.size())) return {};
  std::vector<Doubt> doubts = doubts_of(rows, grouping.names.size());
  std::erase_if(doubts, [&](const Doubt& one) { return !is_worth_a_look(one, agreement); });
  return named(run, grouping, doubts);
}

}  // namespace muster
