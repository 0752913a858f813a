// Figures of one class's scores at all thresholds. Intervals are resampled, positives and negatives apart, or whole
// groups of photos.
#include "metrics/ranking_figures.h"

#include "base/resampling.h"
#include "metrics/metric.h"

namespace muster {
namespace {

/// A value, and the interval of that figure of weighted rows.
std::optional<Estimate> estimate_of(const ScoreColumns& columns, std::optional<double> value, double confidence,
                                    std::optional<double> (*figure)(const RankedRows&, std::span<const std::uint8_t>,
                                                                    std::span<const std::uint32_t>)) {
  if (!value) return std::nullopt;
  Estimate estimate{*value, std::nullopt, std::nullopt, columns.scores.size()};
  const RankedRows ranked = rank_rows(columns.scores);
  const std::vector<std::uint32_t> ranks = content_ranks(columns);
  const std::vector<std::uint32_t> strata(columns.positive.begin(), columns.positive.end());
  const std::vector<std::uint32_t> clusters = clusters_of(columns.groups);
  const auto interval = bootstrap_observations(
      {ranks, strata, clusters},
      [&](std::span<const std::uint32_t> weights) { return figure(ranked, columns.positive, weights); }, confidence);
  if (interval) estimate.low = interval->low, estimate.high = interval->high;
  return estimate;
}

std::optional<Figure> figure_of_class(const MetricInput& input,
                                      std::optional<Estimate> (*estimate)(const ScoreColumns&, double)) {
  if (input.counts == nullptr || !input.class_index) return std::nullopt;
  const auto columns = class_columns(input.run, input.counts->class_names[*input.class_index]);
  if (!columns) return std::nullopt;
  const auto found = estimate(*columns, input.confidence);
  if (!found) return std::nullopt;
  return Figure{*found, input.counts->origin, input.counts->accelerator,
                found->low ? "" : "no interval: too few photos"};
}

}  // namespace

std::vector<std::uint32_t> content_ranks(const ScoreColumns& columns) {
  const RankedRows ranked = rank_rows(columns.scores);
  std::vector<std::uint32_t> ranks(columns.scores.size());
  std::uint32_t group = 0;
  for (std::uint32_t place = 0; place < ranked.rows.size(); ++place) {
    while (group < ranked.ends.size() && place >= ranked.ends[group]) ++group;
    ranks[ranked.rows[place]] = 2 * group + columns.positive[ranked.rows[place]];
  }
  return ranks;
}

std::optional<Estimate> average_precision_of(const ScoreColumns& columns, double confidence) {
  return estimate_of(columns, average_precision(ranking_curve(columns.scores, columns.positive)), confidence,
                     weighted_average_precision);
}

std::optional<Estimate> roc_area_of(const ScoreColumns& columns, double confidence) {
  return estimate_of(columns, roc_area(ranking_curve(columns.scores, columns.positive)), confidence, weighted_roc_area);
}

const Metric kAveragePrecision{"average_precision/CLASS",
                               "average precision",
                               "fraction",
                               true,
                               MetricKind::kRate,
                               Evidence::kScores,
                               [](const MetricInput& input) { return figure_of_class(input, average_precision_of); }};
const Metric kRocArea{"roc_area/CLASS",
                      "area under the ROC",
                      "fraction",
                      true,
                      MetricKind::kRate,
                      Evidence::kScores,
                      [](const MetricInput& input) { return figure_of_class(input, roc_area_of); }};

}  // namespace muster
