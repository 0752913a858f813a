#include "metrics/temperature.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "metrics/calibration.h"

namespace muster {
namespace {

/// One photo's scores, all that a softmax needs of them.
struct Row {
  std::span<const float> logits;
  std::size_t photo = 0;
  std::uint32_t label = 0, best = 0;

  /// A score less the best one.
  [[nodiscard]] double below_best(std::size_t index) const {
    constexpr double kFloor = -88;
    return std::max(kFloor, static_cast<double>(logits[index]) - static_cast<double>(logits[best]));
  }
};

std::vector<Row> usable_rows(const LogitRows& rows) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  std::vector<Row> usable;
  for (std::size_t photo = 0; photo < rows.labels.size(); ++photo) {
    if (rows.labels[photo] >= rows.class_count) continue;
    const auto logits = rows.logits.subspan(photo * rows.class_count, rows.class_count);
    if (std::ranges::any_of(logits, [](float one) { return std::isnan(one) || one == kInfinity; })) continue;
    const auto best = std::ranges::max_element(logits);
    if (*best == -kInfinity) continue;
    usable.push_back({logits, photo, rows.labels[photo], static_cast<std::uint32_t>(best - logits.begin())});
  }
  return usable;
}

/// Derivatives of the negative log likelihood by the inverse temperature: of the softmax, the mean score less the
/// label's, and the variance of the scores.
struct Slope {
  double first = 0, second = 0;
};

Slope slope_at(std::span<const Row> rows, double inverse) {
  Slope slope;
  for (const Row& row : rows) {
    double total = 0, sum = 0, squares = 0;
    for (std::size_t index = 0; index < row.logits.size(); ++index) {
      const double score = row.below_best(index), weight = std::exp(score * inverse);
      total += weight, sum += weight * score, squares += weight * score * score;
    }
    const double mean = sum / total;
    slope.first += mean - row.below_best(row.label);
    slope.second += squares / total - mean * mean;
  }
  return slope;
}

/// Newton's steps to the root of the slope, which rises; halved where one leaves the bracket.
std::optional<double> fit(std::span<const Row> rows) {
  double low = 1 / kMostTemperature, high = 1 / kLeastTemperature, inverse = 1;
  const double at_low = slope_at(rows, low).first, at_high = slope_at(rows, high).first;
  if (at_low == 0 && at_high == 0) return std::nullopt;
  if (at_low >= 0) return kMostTemperature;
  if (at_high <= 0) return kLeastTemperature;
  for (int step = 0; step < 100; ++step) {
    const Slope slope = slope_at(rows, inverse);
    (slope.first < 0 ? low : high) = inverse;
    double next = inverse - slope.first / slope.second;
    if (!(next > low && next < high)) next = std::sqrt(low * high);
    const bool settled = std::abs(next - inverse) <= 1e-10 * inverse;
    inverse = next;
    if (settled) break;
  }
  return 1 / inverse;
}

/// Expected calibration error of rows at a temperature.
double error_at(std::span<const Row> rows, double temperature) {
  std::vector<float> confidences;
  std::vector<std::uint8_t> hits;
  for (const Row& row : rows) {
    double total = 0;
    for (std::size_t index = 0; index < row.logits.size(); ++index)
      total += std::exp(row.below_best(index) / temperature);
    confidences.push_back(static_cast<float>(1 / total));
    hits.push_back(row.best == row.label ? 1 : 0);
  }
  return expected_calibration_error(reliability_table(confidences, hits)).value_or(0);
}

}  // namespace

std::optional<double> best_temperature(const LogitRows& rows) {
  return fit(usable_rows(rows));
}

std::optional<TemperatureScaling> mend_by_temperature(const LogitRows& rows, std::span<const std::uint8_t> halves) {
  const std::vector<Row> usable = usable_rows(rows);
  std::array<std::vector<Row>, 2> parts;
  for (const Row& row : usable) parts[halves[row.photo] != 0 ? 1 : 0].push_back(row);
  const auto whole = fit(usable), first = fit(parts[0]), second = fit(parts[1]);
  if (!whole || !first || !second) return std::nullopt;
  return TemperatureScaling{*whole,
                            {*first, *second},
                            (error_at(parts[0], 1) + error_at(parts[1], 1)) / 2,
                            (error_at(parts[0], *second) + error_at(parts[1], *first)) / 2,
                            usable.size(),
                            rows.labels.size() - usable.size()};
}

}  // namespace muster
