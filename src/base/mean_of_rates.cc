#include "base/mean_of_rates.h"

#include <algorithm>
#include <cmath>

namespace muster {

std::optional<Interval> mean_of_rates_interval(std::span<const WeightedRate> rates, double confidence) {
  double sum = 0, below = 0, above = 0, weights = 0;
  double defined = 0, per_observation = 0;  // of those that have a rate
  for (const auto& [rate, n, weight] : rates) {
    weights += weight;
    if (!(n > 0)) continue;
    const Interval own = wilson_interval(rate * n, n, confidence);
    sum += weight * rate;
    below += std::pow(weight * (rate - own.low), 2);
    above += std::pow(weight * (own.high - rate), 2);
    defined += weight;
    per_observation += weight * weight / n;
  }
  if (!(per_observation > 0)) return std::nullopt;
  const double mean = sum / weights, share = defined / weights, worth = defined * defined / per_observation;
  const Interval whole = wilson_interval(sum / defined * worth, worth, confidence);
  return Interval{std::max(0.0, std::min(mean - std::sqrt(below) / weights, whole.low * share)),
                  std::min(1.0, std::max(mean + std::sqrt(above) / weights, whole.high * share))};
}

}  // namespace muster
