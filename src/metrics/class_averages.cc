// Averages over classes, by scikit-learn's conventions (precision_recall_fscore_support, balanced_accuracy_score).
#include "metrics/class_averages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/mean_of_rates.h"
#include "base/resampling.h"
#include "metrics/metric.h"
#include "metrics/other_counts.h"

namespace muster {

ClassShare class_share(const ClassTotals& totals, std::size_t index, ClassRate rate) {
  const std::uint64_t hits = totals.hits[index];
  switch (rate) {
    case ClassRate::kPrecision:
      return {hits, totals.predicted[index]};
    case ClassRate::kRecall:
      return {hits, totals.support[index]};
    case ClassRate::kF1:
      break;
  }
  return {2 * hits, totals.support[index] + totals.predicted[index]};
}

std::optional<double> class_average(const ClassTotals& totals, ClassRate rate, Average average) {
  double sum = 0, weights = 0;
  for (std::size_t index = 0; index < totals.support.size(); ++index) {
    const std::uint64_t support = totals.support[index];
    const bool counted = average == Average::kMacro ? support + totals.predicted[index] > 0 : support > 0;
    if (!counted) continue;
    const double weight = average == Average::kWeighted ? static_cast<double>(support) : 1;
    const ClassShare share = class_share(totals, index, rate);
    weights += weight;
    if (share.denominator > 0)
      sum += weight * static_cast<double>(share.numerator) / static_cast<double>(share.denominator);
  }
  if (weights <= 0) return std::nullopt;
  return sum / weights;
}

namespace {

/// The totals that cells drawn `drawn` times come to.
void add_up(const ClassificationCounts& counts, std::span<const std::uint64_t> drawn, ClassTotals& totals) {
  std::ranges::fill(totals.support, 0);
  std::ranges::fill(totals.predicted, 0);
  std::ranges::fill(totals.hits, 0);
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const ConfusionCell& cell = counts.cells[i];
    if (cell.actual) totals.support[*cell.actual] += drawn[i];
    if (cell.predicted) totals.predicted[*cell.predicted] += drawn[i];
    if (cell.actual && cell.actual == cell.predicted) totals.hits[*cell.actual] += drawn[i];
  }
}

/// The stratum of each cell: its true class. Of the few photos of a small class a draw shows too little spread, so that
/// small classes are one stratum together (collapsed strata; Cochran, Sampling Techniques, 5A.12).
std::vector<std::uint32_t> strata_of(const ClassificationCounts& counts) {
  constexpr std::uint64_t kFewPhotos = 5;
  std::vector<std::uint32_t> strata;
  for (const ConfusionCell& cell : counts.cells) {
    const bool large = cell.actual && counts.totals.support[*cell.actual] >= kFewPhotos;
    strata.push_back(large ? *cell.actual + 1 : 0);
  }
  return strata;
}

std::optional<Interval> interval_of(const ClassificationCounts& counts, double confidence,
                                    const std::function<std::optional<double>(const ClassTotals&)>& figure) {
  const CountsFigure of_counts = [&](std::span<const std::uint64_t> drawn) {
    ClassTotals totals = counts.totals;
    add_up(counts, drawn, totals);
    return figure(totals);
  };
  if (!counts.clusters.empty())
    return bootstrap_clusters(counts.photo_cells, counts.cluster_ends, counts.cells.size(), of_counts, confidence);
  std::vector<std::uint64_t> cell_counts(counts.cells.size());
  std::ranges::transform(counts.cells, cell_counts.begin(), &ConfusionCell::count);
  return bootstrap_counts(cell_counts, strata_of(counts), of_counts, confidence);
}

/// Interval of a mean of the classes' own rates, in closed form. Averages of F1, which is no rate of photos, have none.
std::optional<Interval> closed_interval(const ClassTotals& totals, ClassRate rate, Average average, double confidence) {
  if (rate == ClassRate::kF1) return std::nullopt;
  std::vector<WeightedRate> rates;
  for (std::size_t index = 0; index < totals.support.size(); ++index) {
    const std::uint64_t support = totals.support[index];
    if (average == Average::kMacro ? support + totals.predicted[index] == 0 : support == 0) continue;
    const ClassShare share = class_share(totals, index, rate);
    const auto hits = static_cast<double>(share.numerator), n = static_cast<double>(share.denominator);
    rates.push_back({n > 0 ? hits / n : 0, n, average == Average::kWeighted ? static_cast<double>(support) : 1});
  }
  return mean_of_rates_interval(rates, confidence);
}

std::string zero_division_note(const ClassTotals& totals, ClassRate rate, Average average) {
  std::uint64_t undefined = 0;
  for (std::size_t index = 0; index < totals.support.size(); ++index)
    if (average == Average::kMacro || totals.support[index] > 0)
      undefined += class_share(totals, index, rate).denominator == 0 ? 1U : 0U;
  if (undefined == 0) return "";
  return fmt::format("{} {} no denominator and count{} as 0", undefined, undefined == 1 ? "class has" : "classes have",
                     undefined == 1 ? "s" : "");
}

template <ClassRate kRate, Average kAverage>
std::optional<Figure> averaged(const MetricInput& input) {
  if (input.counts == nullptr) return std::nullopt;
  const ClassificationCounts& counts = *input.counts;
  const auto value = class_average(counts.totals, kRate, kAverage);
  if (!value) return std::nullopt;
  Figure figure{{*value, std::nullopt, std::nullopt, counts.photos}, counts.origin, counts.accelerator, ""};
  figure.note = zero_division_note(counts.totals, kRate, kAverage);
  const auto without_interval = [&](std::string_view why) {
    figure.estimate.low.reset(), figure.estimate.high.reset();
    figure.note += fmt::format("{}no interval: {}", figure.note.empty() ? "" : "; ", why);
    return figure;
  };
  // What the unreadable photos would have been moves classes' rates in ways that no resampling shows.
  if (counts.unreadable > 0) return without_interval("photos could not be read");
  const auto closed = closed_interval(counts.totals, kRate, kAverage, input.confidence);
  if (closed) figure.estimate.low = closed->low, figure.estimate.high = closed->high;
  if (!input.bootstrap && counts.clusters.empty() && closed) return figure;
  if (!input.bootstrap) return without_interval("of so many photos and classes only where a budget names it");
  const auto interval = interval_of(counts, input.confidence,
                                    [](const ClassTotals& totals) { return class_average(totals, kRate, kAverage); });
  // One kind of answer only: resampling cannot show what it has not seen, so there is no interval. Nor where it shows
  // nothing but its own bias.
  const bool spread = interval && interval->low < interval->high;
  if (!spread && !closed) return without_interval("all answers are alike, of which resampling shows no spread");
  if (spread) {
    figure.estimate.low = std::min({interval->low, *value, figure.estimate.low.value_or(*value)});
    figure.estimate.high = std::max({interval->high, *value, figure.estimate.high.value_or(*value)});
  }
  return figure;
}

std::optional<Figure> class_count(const MetricInput& input) {
  if (input.counts == nullptr) return std::nullopt;
  const ClassificationCounts& counts = *input.counts;
  std::uint64_t classes = 0;
  for (std::size_t i = 0; i < counts.class_names.size(); ++i)
    classes += counts.totals.support[i] + counts.totals.predicted[i] > 0 ? 1U : 0U;
  const auto value = static_cast<double>(classes);
  return Figure{
      {value, value, value, counts.photos}, counts.origin, counts.accelerator, "classes in truth or prediction"};
}

std::optional<double> difference_of_totals(const ClassTotals& totals) {
  const auto weighted = class_average(totals, ClassRate::kRecall, Average::kWeighted);  // top-1 accuracy
  const auto balanced = class_average(totals, ClassRate::kRecall, Average::kBalanced);
  return weighted && balanced ? std::optional(*weighted - *balanced) : std::nullopt;
}

constexpr Metric rate(std::string_view id, std::string_view title,
                      std::optional<Figure> (*compute)(const MetricInput&)) {
  return {id, title, "fraction", true, MetricKind::kRate, Evidence::kPredictions, compute};
}

}  // namespace

std::optional<Estimate> top1_over_balanced(const ClassificationCounts& counts, double confidence) {
  const auto difference = difference_of_totals(counts.totals);
  if (!difference) return std::nullopt;
  const auto top1 = closed_interval(counts.totals, ClassRate::kRecall, Average::kWeighted, confidence);
  const auto balanced = closed_interval(counts.totals, ClassRate::kRecall, Average::kBalanced, confidence);
  const auto estimate_of = [&](Average average, const Interval& interval) {
    return Estimate{*class_average(counts.totals, ClassRate::kRecall, average), interval.low, interval.high,
                    counts.photos};
  };
  if (!top1 || !balanced) return std::nullopt;
  // Classes of few photos, all answered alike, show no spread to a bootstrap.
  Estimate estimate = difference_of(estimate_of(Average::kWeighted, *top1), estimate_of(Average::kBalanced, *balanced));
  if (const auto drawn = interval_of(counts, confidence, difference_of_totals)) {
    estimate.low = std::min(*estimate.low, drawn->low);
    estimate.high = std::max(*estimate.high, drawn->high);
  }
  return estimate;
}

const Metric kBalancedAccuracy =
    rate("balanced_accuracy", "balanced accuracy", averaged<ClassRate::kRecall, Average::kBalanced>);
const Metric kMacroPrecision =
    rate("macro_precision", "macro precision", averaged<ClassRate::kPrecision, Average::kMacro>);
const Metric kMacroRecall = rate("macro_recall", "macro recall", averaged<ClassRate::kRecall, Average::kMacro>);
const Metric kMacroF1 = rate("macro_f1", "macro F1", averaged<ClassRate::kF1, Average::kMacro>);
const Metric kWeightedPrecision =
    rate("weighted_precision", "weighted precision", averaged<ClassRate::kPrecision, Average::kWeighted>);
const Metric kWeightedRecall =
    rate("weighted_recall", "weighted recall", averaged<ClassRate::kRecall, Average::kWeighted>);
const Metric kWeightedF1 = rate("weighted_f1", "weighted F1", averaged<ClassRate::kF1, Average::kWeighted>);
const Metric kClassCount{"class_count",          "classes",  "count", true, MetricKind::kFact,
                         Evidence::kPredictions, class_count};

}  // namespace muster
