// The mean of the classes' average precisions. Its interval is that of a mean of rates, with the positives as trials
// (Boyd, Eng and Page, ECML 2013). Of n positives average precision is flattered, in simulations (normal scores, 5 to
// 50 positives) by less than (1 - value) / n on average; the lower end allows for that.
#include <algorithm>
#include <vector>

#include "base/mean_of_rates.h"
#include "metrics/metric.h"

namespace muster {
namespace {

std::optional<Figure> macro_average_precision(const MetricInput& input) {
  const auto& rankings = input.run.class_rankings;
  if (input.counts == nullptr || rankings.empty()) return std::nullopt;
  double sum = 0, flattery = 0;
  std::vector<WeightedRate> rates;
  for (const ClassRanking& one : rankings) {
    if (!one.roc_area) continue;  // all photos are of it: every model ranks them so
    const auto n = static_cast<double>(one.positives);
    rates.push_back({one.average_precision, n});
    sum += one.average_precision;
    flattery += (1 - one.average_precision) / n;
  }
  if (rates.empty()) return std::nullopt;
  const auto classes = static_cast<double>(rates.size());
  Estimate estimate{sum / classes, std::nullopt, std::nullopt, input.counts->photos};
  if (const auto interval = mean_of_rates_interval(rates, input.confidence)) {
    estimate.low = std::max(0.0, interval->low - flattery / classes);
    estimate.high = interval->high;
  }
  return Figure{estimate, input.counts->origin, input.counts->accelerator, ""};
}

}  // namespace

const Metric kMacroAveragePrecision{
    "macro_average_precision", "mean average precision", "fraction", true, MetricKind::kRate,
    Evidence::kScores,         macro_average_precision};

}  // namespace muster
