// Precision, recall and F1 of one class against the rest.
#include <algorithm>

#include "base/clustered_rate.h"
#include "base/statistics.h"
#include "metrics/class_averages.h"
#include "metrics/class_figures.h"
#include "metrics/metric.h"

namespace muster {
namespace {

/// Clusters that hold photos of a class (actual or predicted): what its rates rest on where photos belong together.
std::uint64_t clusters_of(const ClassificationCounts& counts, std::uint32_t index, ClassRate rate) {
  std::uint64_t clusters = 0, at = 0;
  for (const std::uint64_t end : counts.cluster_ends) {
    bool holds = false;
    for (; at < end; ++at) {
      const ConfusionCell& cell = counts.cells[counts.photo_cells[at]];
      holds |= (rate == ClassRate::kRecall ? cell.actual : cell.predicted) == index;
    }
    clusters += holds ? 1 : 0;
  }
  return clusters;
}

/// What a photo is worth where those of one cluster are not independent.
double weight_of_photo(std::uint64_t clusters, double photos) {
  return clusters == 0 ? 1 : std::min(1.0, static_cast<double>(clusters) / photos);
}

/// Wilson's interval; a recall's low end counts unreadable photos of the class as wrong, its high end as right.
Estimate rate_estimate(ClassShare share, std::uint64_t unreadable, std::uint64_t clusters, double confidence) {
  const auto hits = static_cast<double>(share.numerator), n = static_cast<double>(share.denominator);
  const auto missing = static_cast<double>(unreadable), all = n + missing;
  const double scale = weight_of_photo(clusters, all);
  return {hits / n, wilson_interval(hits * scale, all * scale, confidence).low,
          wilson_interval((hits + missing) * scale, all * scale, confidence).high, share.denominator};
}

template <ClassRate kRate>
std::optional<Figure> of_class(const MetricInput& input) {
  if (input.counts == nullptr || !input.class_index) return std::nullopt;
  const ClassificationCounts& counts = *input.counts;
  const std::uint32_t index = *input.class_index;
  const ClassShare share = class_share(counts.totals, index, kRate);
  if (share.denominator == 0) return std::nullopt;
  Figure figure{{}, counts.origin, counts.accelerator, ""};
  if (kRate == ClassRate::kF1) {  // no binomial: its interval follows from those of precision and recall
    figure.estimate.value = static_cast<double>(share.numerator) / static_cast<double>(share.denominator);
    figure.estimate.count = counts.totals.support[index];
    const auto precision = of_class<ClassRate::kPrecision>(input), recall = of_class<ClassRate::kRecall>(input);
    if (!precision || !recall) return figure;
    const auto mean = [](double p, double r) { return p + r > 0 ? 2 * p * r / (p + r) : 0; };
    figure.estimate.low = mean(*precision->estimate.low, *recall->estimate.low);
    figure.estimate.high = mean(*precision->estimate.high, *recall->estimate.high);
    figure.note = "interval from those of precision and recall: wider than its confidence";
    return figure;
  }
  const std::uint64_t unreadable = kRate == ClassRate::kRecall ? counts.unreadable_by_class[index] : 0;
  figure.estimate = rate_estimate(share, unreadable, clusters_of(counts, index, kRate), input.confidence);
  return figure;
}

}  // namespace

std::vector<ClassFigures> class_figures(const ClassificationCounts& counts, double confidence) {
  std::vector<ClassFigures> all(counts.class_names.size());
  const bool clustered = !counts.clusters.empty();
  for (std::uint32_t index = 0; index < all.size(); ++index) {
    ClassFigures& one = all[index];
    one.name = counts.class_names[index];
    one.index = counts.class_indices[index];
    one.support = counts.totals.support[index];
    one.predicted = counts.totals.predicted[index];
    for (const ClassRate rate : {ClassRate::kPrecision, ClassRate::kRecall}) {
      const ClassShare share = class_share(counts.totals, index, rate);
      if (share.denominator == 0) continue;
      const std::uint64_t unreadable = rate == ClassRate::kRecall ? counts.unreadable_by_class[index] : 0;
      Estimate estimate = rate_estimate(share, unreadable, 0, confidence);
      if (clustered) estimate.low.reset(), estimate.high.reset();  // photos of one group are not independent
      (rate == ClassRate::kPrecision ? one.precision : one.recall) = estimate;
    }
    const ClassShare f1 = class_share(counts.totals, index, ClassRate::kF1);
    if (f1.denominator > 0) one.f1 = static_cast<double>(f1.numerator) / static_cast<double>(f1.denominator);
  }
  return all;
}

Interval exact_recall_interval(const ClassificationCounts& counts, std::uint32_t index, double confidence) {
  const auto hits = static_cast<double>(counts.totals.hits[index]);
  const auto missing = static_cast<double>(counts.unreadable_by_class[index]);
  const double all = static_cast<double>(counts.totals.support[index]) + missing;
  if (all <= 0) return {};
  const double weight = weight_of_photo(clusters_of(counts, index, ClassRate::kRecall), all);
  return {korn_graubard_interval(hits * weight, all * weight, confidence).low,
          korn_graubard_interval((hits + missing) * weight, all * weight, confidence).high};
}

const Metric kClassPrecision{
    "precision/CLASS",      "precision of a class",         "fraction", true, MetricKind::kRate,
    Evidence::kPredictions, of_class<ClassRate::kPrecision>};
const Metric kClassRecall{"recall/CLASS",         "recall of a class",         "fraction", true, MetricKind::kRate,
                          Evidence::kPredictions, of_class<ClassRate::kRecall>};
const Metric kClassF1{
    "f1/CLASS", "F1 of a class", "fraction", true, MetricKind::kRate, Evidence::kPredictions, of_class<ClassRate::kF1>};

}  // namespace muster
