// Figures of one class's scores at all thresholds. Intervals are resampled, positives and negatives apart, or whole
// groups of photos.
#include "metrics/ranking_figures.h"

#include <algorithm>
#include <set>

#include "base/resampling.h"
#include "metrics/metric.h"

namespace muster {
namespace {

using WeightedArea = std::optional<double> (*)(const RankedRows&, std::span<const std::uint8_t> positive,
                                               std::span<const std::uint32_t> weights);

/// Distinct groups among the rows of that truth; without groups the rows.
double distinct_units(const ScoreColumns& columns, std::uint8_t truth) {
  const std::vector<std::uint32_t> clusters = clusters_of(columns.groups);
  std::set<std::uint32_t> distinct;
  for (std::uint32_t row = 0; row < columns.positive.size(); ++row)
    if (columns.positive[row] == truth) distinct.insert(clusters.empty() ? row : clusters[row]);
  return static_cast<double>(distinct.size());
}

constexpr double kFewTrials = 50;

/// A value, and the interval of that figure of weighted rows. Where resampling shows no spread (all positives above all
/// negatives), the binomial interval of so many trials (Boyd, Eng and Page, Area under the Precision-Recall Curve,
/// ECML 2013), in Wilson's form. Of few trials resampling shows too little spread, so that both count.
std::optional<Estimate> estimate_of(const ScoreColumns& columns, std::optional<double> value, double trials,
                                    double confidence, WeightedArea area) {
  if (!value) return std::nullopt;
  const RankedRows ranked = rank_rows(columns.scores);
  const std::vector<std::uint32_t> ranks = content_ranks(columns), clusters = clusters_of(columns.groups);
  const std::vector<std::uint32_t> strata(columns.positive.begin(), columns.positive.end());
  const auto resampled = bootstrap_observations(
      {ranks, strata, clusters},
      [&](std::span<const std::uint32_t> weights) { return area(ranked, columns.positive, weights); }, confidence);
  const bool spread = resampled && resampled->low < resampled->high;
  const Interval binomial = wilson_interval(*value * trials, trials, confidence);
  Interval interval = spread ? *resampled : binomial;
  if (trials < kFewTrials) interval = {std::min(interval.low, binomial.low), std::max(interval.high, binomial.high)};
  return Estimate{*value, interval.low, interval.high, columns.scores.size()};
}

std::optional<Figure> figure_of_class(const MetricInput& input,
                                      std::optional<Estimate> (*estimate)(const ScoreColumns&, double)) {
  if (input.counts == nullptr || !input.class_index) return std::nullopt;
  const auto columns = class_columns(input.run, input.counts->class_names[*input.class_index]);
  if (!columns) return std::nullopt;
  const auto found = estimate(*columns, input.confidence);
  if (!found) return std::nullopt;
  return Figure{*found, input.counts->origin, input.counts->accelerator, ""};
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
  if (std::ranges::all_of(columns.positive, [](std::uint8_t one) { return one != 0; })) return std::nullopt;
  const auto value = average_precision(ranking_curve(columns.scores, columns.positive));
  return estimate_of(columns, value, distinct_units(columns, 1), confidence, weighted_average_precision);
}

std::optional<Estimate> roc_area_of(const ScoreColumns& columns, double confidence) {
  const auto value = roc_area(ranking_curve(columns.scores, columns.positive));
  const double trials = std::min(distinct_units(columns, 0), distinct_units(columns, 1));
  return estimate_of(columns, value, trials, confidence, weighted_roc_area);
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
