// Whether the confidence of the top answer means what it says.
#include "metrics/calibration_figures.h"

#include <algorithm>
#include <cmath>

#include "base/clustered_rate.h"
#include "base/resampling.h"
#include "metrics/calibration.h"
#include "metrics/calibration_bound.h"
#include "metrics/metric.h"
#include "metrics/ranking_figures.h"
#include "metrics/score_columns.h"
#include "metrics/temperature.h"

namespace muster {
namespace {

std::optional<ScoreColumns> confidences(const Run& run) {
  if (run.predictions.score_kind == "sigmoid") return std::nullopt;
  return confidence_columns(run, /*grouped=*/false);  // a confidence is of one class
}

std::optional<double> weighted_brier_score(const ScoreColumns& columns, std::span<const std::uint32_t> weights) {
  double sum = 0, drawn = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (std::isnan(columns.scores[i])) continue;
    const double error = static_cast<double>(columns.scores[i]) - columns.positive[i];
    sum += weights[i] * error * error;
    drawn += weights[i];
  }
  if (!(drawn > 0)) return std::nullopt;
  return sum / drawn;
}

/// A figure of the confidences, without an interval yet.
Figure figure_of(double value, const ScoreColumns& columns, const ClassificationCounts& counts) {
  return {{value, std::nullopt, std::nullopt, columns.scores.size()}, counts.origin, counts.accelerator, ""};
}

/// By how much whole groups of photos enlarge a variance.
double design_effect_of(const ScoreColumns& columns) {
  const std::vector<std::uint32_t> clusters = clusters_of(columns.groups);
  if (clusters.empty()) return 1;
  std::vector<std::uint32_t> sizes(*std::ranges::max_element(clusters) + 1);
  for (const std::uint32_t cluster : clusters) ++sizes[cluster];
  return std::max(1.0, static_cast<double>(clusters.size()) / effective_count(sizes));
}

/// The rate of wrong answers, with the interval that whole groups leave it, and what one of them adds to the score. A
/// resampled set knows no mistake that the photos do not hold.
Interval with_unseen_mistakes(const ScoreColumns& columns, double design_effect, double confidence, Estimate estimate) {
  double misses = 0, photos = 0, of_all = 0, of_misses = 0;
  for (std::size_t i = 0; i < columns.scores.size(); ++i) {
    if (std::isnan(columns.scores[i])) continue;
    const double cost = std::abs(2 * static_cast<double>(columns.scores[i]) - 1);  // a miss less a hit
    ++photos, of_all += cost;
    if (columns.positive[i] == 0) ++misses, of_misses += cost;
  }
  const double cost = std::max(of_all / photos, misses > 0 ? of_misses / misses : 0);
  const double rate = misses / photos, n = photos / design_effect;
  const Interval rates = wilson_interval(rate * n, n, confidence);
  const double low = std::max(0.0, estimate.value - (rate - rates.low) * cost);
  const double high = std::min(1.0, estimate.value + (rates.high - rate) * cost);
  return {std::min(low, estimate.low.value_or(low)), std::max(high, estimate.high.value_or(high))};
}

std::optional<Figure> calibration_error(const MetricInput& input) {
  const auto columns = confidences(input.run);
  if (input.counts == nullptr || !columns) return std::nullopt;
  const ReliabilityTable table = reliability_table(columns->scores, columns->positive);
  const auto value = expected_calibration_error(table), chance = calibration_error_by_chance(table);
  if (!value) return std::nullopt;
  Figure figure = figure_of(*value, *columns, *input.counts);
  const double design_effect = design_effect_of(*columns), error = (1 - input.confidence) / 2;
  figure.estimate.low = std::min(*value, calibration_error_bound(table, design_effect, error));
  figure.estimate.high = calibration_error_ceiling(table, design_effect, error);
  if (chance && *chance >= *value) figure.note = "a perfectly calibrated model would show as much";
  return figure;
}

/// Its interval, where it is wanted, is of rows drawn as they come, or of whole groups.
std::optional<Figure> brier(const MetricInput& input) {
  const auto columns = confidences(input.run);
  if (input.counts == nullptr || !columns) return std::nullopt;
  const auto value = weighted_brier_score(*columns, std::vector<std::uint32_t>(columns->scores.size(), 1));
  if (!value) return std::nullopt;
  Figure figure = figure_of(*value, *columns, *input.counts);
  if (!input.bootstrap) {
    figure.note = "no interval: of so many photos and classes only where a budget names it";
    return figure;
  }
  const std::vector<std::uint32_t> ranks = content_ranks(*columns), clusters = clusters_of(columns->groups);
  const auto resampled = bootstrap_observations(
      {ranks, {}, clusters},
      [&](std::span<const std::uint32_t> weights) { return weighted_brier_score(*columns, weights); },
      input.confidence);
  if (resampled) figure.estimate.low = resampled->low, figure.estimate.high = resampled->high;
  const Interval interval =
      with_unseen_mistakes(*columns, design_effect_of(*columns), input.confidence, figure.estimate);
  figure.estimate.low = interval.low, figure.estimate.high = interval.high;
  return figure;
}

/// Rows of the sampled outputs whose photo is of a class of the model.
std::optional<TemperatureScaling> temperature_of(const Run& run) {
  const OutputSample& sample = run.output_sample;
  if (sample.outputs < 2 || sample.photos.empty()) return std::nullopt;
  std::vector<std::uint32_t> labels, strata, groups;
  std::vector<std::uint64_t> keys;
  const auto columns = confidences(run);
  if (!columns) return std::nullopt;
  for (const std::uint32_t photo : sample.photos) {
    const std::uint32_t actual = run.dataset.classes[photo];
    labels.push_back(actual == kNoClass ? kNoClass
                                        : static_cast<std::uint32_t>(output_of_class(actual, run.dataset.background)));
    strata.push_back(actual);
    keys.push_back(photo_key(run, photo));
    const SliceColumn& group = run.dataset.group;
    if (!group.name.empty())
      groups.push_back(group.values[group.indices[photo]].empty() ? kNoGroup : group.indices[photo]);
  }
  const HalfSplit split = split_halves({keys, strata, groups});
  return mend_by_temperature({sample.logits, labels, sample.outputs}, split.halves);
}

bool is_at_an_end(const TemperatureScaling& mended) {
  const auto at_end = [](double one) { return one <= kLeastTemperature || one >= kMostTemperature; };
  return at_end(mended.temperature) || std::ranges::any_of(mended.half_temperatures, at_end);
}

}  // namespace

Calibration calibration_of(const Run& run) {
  Calibration calibration;
  const auto columns = confidences(run);
  if (columns) calibration.table = reliability_table(columns->scores, columns->positive);
  if (calibration.table.photos == 0) {
    const bool sigmoid = run.predictions.score_kind == "sigmoid", no_number = columns && !columns->scores.empty();
    calibration.reason = sigmoid
                             ? "the scores are sigmoids, which are no probability that the top answer is right; where "
                               "they are probabilities, say so with --scores"
                         : no_number ? "no score is a number"
                                     : "no confidences are known; it takes photos that muster ran the model on, or "
                                       "answers whose scores are probabilities (--predictions and --scores)";
    return calibration;
  }
  calibration.maximum_error = maximum_calibration_error(calibration.table);
  calibration.error_by_chance = calibration_error_by_chance(calibration.table);
  calibration.debiased_error = debiased_calibration_error(calibration.table);
  calibration.temperature = temperature_of(run);
  if (calibration.temperature && is_at_an_end(*calibration.temperature)) {
    calibration.temperature.reset();
    calibration.no_temperature =
        "No temperature can be told: the likelihood still rises at the end of the search, as where every answer is "
        "right.";
  }
  return calibration;
}

const Metric kExpectedCalibrationError{"expected_calibration_error",
                                       "expected calibration error",
                                       "fraction",
                                       false,
                                       MetricKind::kRate,
                                       Evidence::kScores,
                                       calibration_error};
const Metric kBrierScore{
    "brier_score", "Brier score of the top answer", "fraction", false, MetricKind::kRate, Evidence::kScores, brier};

}  // namespace muster
