#include "base/mean_of_values.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

#include "base/resampling.h"

namespace muster {
namespace {

Interval widest(const Interval& a, const Interval& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

constexpr double kFew = 20;

/// Different values, and how often each is there.
struct Cells {
  std::vector<double> values;
  std::vector<std::uint64_t> counts;
};

Cells cells_of(std::span<const double> values) {
  std::map<double, std::uint64_t> count_of;
  for (const double value : values) ++count_of[value];
  Cells cells;
  for (const auto& [value, count] : count_of) cells.values.push_back(value), cells.counts.push_back(count);
  return cells;
}

double mean_of(const Cells& cells, std::span<const std::uint64_t> counts) {
  double sum = 0, n = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    sum += static_cast<double>(counts[i]) * cells.values[i];
    n += static_cast<double>(counts[i]);
  }
  return sum / n;
}

/// How far the mean of values in [0, 1] may lie from what it is, where few of them differ from the most frequent one:
/// their share, and what their mean can be, each by Wilson's interval. Zeros where they are not few.
Interval reach_of_few(const Cells& cells, double confidence) {
  const auto usual = static_cast<std::size_t>(std::ranges::max_element(cells.counts) - cells.counts.begin());
  std::vector<std::uint64_t> others = cells.counts;
  others[usual] = 0;
  const auto few = static_cast<double>(std::accumulate(others.begin(), others.end(), std::uint64_t{0}));
  if (few >= kFew) return {0, 0};
  const double n = few + static_cast<double>(cells.counts[usual]), at = cells.values[usual];
  const Interval share = wilson_interval(few, n, confidence);
  const Interval mean = few > 0 ? wilson_interval(few * mean_of(cells, others), few, confidence) : Interval{0, 1};
  const double value = mean_of(cells, cells.counts) - at;
  const double low = mean.low - at, high = mean.high - at;
  return {std::min(low * share.low, low * share.high) - value, std::max(high * share.low, high * share.high) - value};
}

Interval guarded(const std::optional<Interval>& resampled, double mean, const Interval& reach) {
  const Interval least{mean + std::min(reach.low, 0.0), mean + std::max(reach.high, 0.0)};
  return resampled ? widest(*resampled, least) : least;
}

/// Equal values are one cell each, so that the work does not grow with their number.
Interval of_single_values(std::span<const double> shares, double mean, double confidence) {
  const Cells cells = cells_of(shares);
  const auto resampled = bootstrap_counts(
      cells.counts, {},
      [&](std::span<const std::uint64_t> drawn) -> std::optional<double> { return mean_of(cells, drawn); }, confidence);
  return guarded(resampled, mean, reach_of_few(cells, confidence));
}

Interval of_clusters(std::span<const double> shares, std::span<const std::uint32_t> clusters, double mean,
                     double confidence) {
  std::map<std::uint32_t, Ratio> by_cluster;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    Ratio& ratio = by_cluster[clusters[i]];
    ratio.numerator += shares[i], ratio.denominator += 1;
  }
  std::vector<Ratio> ratios;
  std::vector<double> means;
  for (const auto& [cluster, ratio] : by_cluster)
    ratios.push_back(ratio), means.push_back(ratio.numerator / ratio.denominator);
  return guarded(bootstrap_ratio(ratios, confidence), mean, reach_of_few(cells_of(means), confidence));
}

}  // namespace

Interval mean_of_values_interval(std::span<const double> values, std::span<const std::uint32_t> clusters, double low,
                                 double high, double confidence) {
  if (values.empty() || !(low < high)) return {low, high};
  std::vector<double> shares;
  for (const double value : values) shares.push_back((value - low) / (high - low));
  const double mean = std::accumulate(shares.begin(), shares.end(), 0.0) / static_cast<double>(shares.size());
  Interval interval = of_single_values(shares, mean, confidence);
  if (!clusters.empty()) interval = widest(interval, of_clusters(shares, clusters, mean, confidence));
  return {std::max(low, low + interval.low * (high - low)), std::min(high, low + interval.high * (high - low))};
}

}  // namespace muster
