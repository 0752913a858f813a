// The mean of the classes' average precisions. Its interval is that of the classes' own binomial intervals, with their
// positives as trials (Boyd, Eng and Page, ECML 2013; Wilson's form), put together by MOVER (Zou and Donner, Statistics
// in Medicine 27, 2008).
#include <algorithm>
#include <cmath>

#include "base/statistics.h"
#include "metrics/metric.h"

namespace muster {
namespace {

std::optional<Figure> macro_average_precision(const MetricInput& input) {
  const auto& rankings = input.run.class_rankings;
  if (input.counts == nullptr || rankings.empty()) return std::nullopt;
  const auto classes = static_cast<double>(rankings.size());
  double sum = 0, below = 0, above = 0, per_photo = 0, flattery = 0;
  for (const ClassRanking& one : rankings) {
    const auto n = static_cast<double>(one.positives);
    const Interval own = wilson_interval(one.average_precision * n, n, input.confidence);
    sum += one.average_precision;
    below += std::pow(one.average_precision - own.low, 2);
    above += std::pow(own.high - one.average_precision, 2);
    per_photo += 1 / n;
    flattery += (1 - one.average_precision) / n;
  }
  const double value = sum / classes, worth = classes * classes / per_photo;
  const Interval whole = wilson_interval(value * worth, worth, input.confidence);
  const double low = std::min(value - std::sqrt(below) / classes, whole.low) - flattery / classes;
  const double high = std::max(value + std::sqrt(above) / classes, whole.high);
  const Estimate estimate{value, std::max(0.0, low), std::min(1.0, high), input.counts->photos};
  return Figure{estimate, input.counts->origin, input.counts->accelerator, ""};
}

}  // namespace

const Metric kMacroAveragePrecision{
    "macro_average_precision", "mean average precision", "fraction", true, MetricKind::kRate,
    Evidence::kScores,         macro_average_precision};

}  // namespace muster
