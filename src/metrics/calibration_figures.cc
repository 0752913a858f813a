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

using WeightedFigure = std::optional<double> (*)(const ScoreColumns& columns, std::span<const std::uint32_t> weights);

std::optional<double> weighted_calibration_error(const ScoreColumns& columns, std::span<const std::uint32_t> weights) {
  return expected_calibration_error(reliability_table(columns.scores, columns.positive, kCalibrationBins, weights));
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

/// The figure of all rows; its interval, where it is wanted, of rows drawn as they come, or of whole groups.
std::optional<Figure> figure_of(const MetricInput& input, WeightedFigure figure) {
  if (input.counts == nullptr) return std::nullopt;
  const auto columns = confidences(input.run);
  if (!columns) return std::nullopt;
  const std::vector<std::uint32_t> once(columns->scores.size(), 1);
  const auto value = figure(*columns, once);
  if (!value) return std::nullopt;
  Figure found{{*value, std::nullopt, std::nullopt, columns->scores.size()},
               input.counts->origin,
               input.counts->accelerator,
               ""};
  if (!input.bootstrap) {
    found.note = "no interval: of so many photos and classes only where a budget names it";
    return found;
  }
  const std::vector<std::uint32_t> ranks = content_ranks(*columns), clusters = clusters_of(columns->groups);
  const auto interval = bootstrap_observations(
      {ranks, {}, clusters}, [&](std::span<const std::uint32_t> weights) { return figure(*columns, weights); },
      input.confidence);
  if (interval) found.estimate.low = interval->low, found.estimate.high = interval->high;
  return found;
}

/// By how much whole groups of photos enlarge a variance.
double design_effect_of(const ScoreColumns& columns) {
  const std::vector<std::uint32_t> clusters = clusters_of(columns.groups);
  if (clusters.empty()) return 1;
  std::vector<std::uint32_t> sizes(*std::ranges::max_element(clusters) + 1);
  for (const std::uint32_t cluster : clusters) ++sizes[cluster];
  return std::max(1.0, static_cast<double>(clusters.size()) / effective_count(sizes));
}

/// Few photos make the error look larger than it is, in a resampled set even more so. The lower end is a bound that
/// holds also for a perfectly calibrated model; the upper end keeps the bootstrap's width about the debiased error, and
/// reaches the value.
void take_out_chance(const ReliabilityTable& table, double design_effect, double confidence, Estimate& estimate) {
  if (!estimate.low || !estimate.high) return;
  const double half = (*estimate.high - *estimate.low) / 2;
  const double centre = debiased_calibration_error(table).value_or(estimate.value);
  estimate.low = std::min(estimate.value, calibration_error_bound(table, design_effect, (1 - confidence) / 2));
  estimate.high = std::min(1.0, std::max(centre + half, estimate.value));
}

std::optional<Figure> calibration_error(const MetricInput& input) {
  auto found = figure_of(input, weighted_calibration_error);
  if (!found) return std::nullopt;
  const auto columns = confidences(input.run);
  const ReliabilityTable table = reliability_table(columns->scores, columns->positive);
  const auto chance = calibration_error_by_chance(table);
  take_out_chance(table, design_effect_of(*columns), input.confidence, found->estimate);
  if (chance && *chance >= found->estimate.value)
    found->note += std::string(found->note.empty() ? "" : "; ") + "a perfectly calibrated model would show as much";
  return found;
}

std::optional<Figure> brier(const MetricInput& input) {
  return figure_of(input, weighted_brier_score);
}

/// Rows of the sampled outputs whose photo is of a class of the model.
std::optional<TemperatureScaling> temperature_of(const Run& run) {
  const OutputSample& sample = run.output_sample;
  if (sample.outputs < 2 || sample.photos.empty()) return std::nullopt;
  const std::uint32_t first = run.dataset.background_first ? 1 : 0;
  std::vector<std::uint32_t> labels, strata, groups;
  std::vector<std::uint64_t> keys;
  const auto columns = confidences(run);
  if (!columns) return std::nullopt;
  for (const std::uint32_t photo : sample.photos) {
    const std::uint32_t actual = run.dataset.classes[photo];
    labels.push_back(actual == kNoClass ? kNoClass : actual + first);
    strata.push_back(actual);
    keys.push_back(photo_key(run, photo));
    const SliceColumn& group = run.dataset.group;
    if (!group.name.empty())
      groups.push_back(group.values[group.indices[photo]].empty() ? kNoGroup : group.indices[photo]);
  }
  const HalfSplit split = split_halves({keys, strata, groups});
  return mend_by_temperature({sample.logits, labels, sample.outputs}, split.halves);
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
                                     : "no confidences are known; it takes photos that muster ran the model on";
    return calibration;
  }
  calibration.maximum_error = maximum_calibration_error(calibration.table);
  calibration.error_by_chance = calibration_error_by_chance(calibration.table);
  calibration.debiased_error = debiased_calibration_error(calibration.table);
  calibration.temperature = temperature_of(run);
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
