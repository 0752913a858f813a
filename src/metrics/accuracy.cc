// Top-1 and top-5 accuracy. The value is of the readable photos; the interval's lower end counts the unreadable as
// wrong, its upper end as right.
#include <algorithm>

#include "base/resampling.h"
#include "base/statistics.h"
#include "metrics/metric.h"

namespace muster {
namespace {

/// Interval of a rate whose photos come in clusters: resampled clusters, no narrower than the photos' own Wilson
/// interval, and no narrower than Wilson's over the clusters where resampling shows no spread or they are few: of few
/// clusters a bootstrap sees too little.
Interval clustered_interval(const std::vector<ClusterTally>& clusters, std::uint64_t ClusterTally::*hits,
                            double confidence) {
  double right = 0, photos = 0;
  std::vector<Ratio> ratios;
  for (const ClusterTally& cluster : clusters) {
    if (cluster.photos == 0) continue;
    ratios.push_back({static_cast<double>(cluster.*hits), static_cast<double>(cluster.photos)});
    right += ratios.back().numerator, photos += ratios.back().denominator;
  }
  const Interval wilson = wilson_interval(right, photos, confidence);
  Interval interval = bootstrap_ratio(ratios, confidence);
  constexpr std::size_t kFewClusters = 20;
  if ((!(interval.low < interval.high) || ratios.size() < kFewClusters) && photos > 0) {
    const auto n = static_cast<double>(ratios.size());
    const Interval by_cluster = wilson_interval(right / photos * n, n, confidence);
    interval = {std::min(interval.low, by_cluster.low), std::max(interval.high, by_cluster.high)};
  }
  return {std::min(wilson.low, interval.low), std::max(wilson.high, interval.high)};
}

std::optional<Figure> accuracy(const MetricInput& input, std::uint64_t hits, std::uint64_t ClusterTally::*tally) {
  const ClassificationCounts& counts = *input.counts;
  if (counts.photos == 0) return std::nullopt;
  Figure figure{{}, counts.origin, counts.accelerator, ""};
  const auto right = static_cast<double>(hits), photos = static_cast<double>(counts.photos);
  const auto unreadable = static_cast<double>(counts.unreadable), all = photos + unreadable;
  const double open = unreadable + static_cast<double>(counts.failed);  // the failed are among the photos, as wrong
  figure.estimate = {right / photos, wilson_interval(right, all, input.confidence).low,
                     wilson_interval(right + open, all, input.confidence).high, counts.photos};
  if (!counts.clusters.empty()) {
    const Interval wider = clustered_interval(counts.clusters, tally, input.confidence);
    figure.estimate.low = std::min(*figure.estimate.low, wider.low * photos / all);
    figure.estimate.high = std::max(*figure.estimate.high, std::min(1.0, (wider.high * photos + open) / all));
    figure.note = "interval by group of photos";
  }
  if (open > 0) figure.note += figure.note.empty() ? "" : "; ";
  if (open > 0) figure.note += "photos without an answer widen the interval";
  return figure;
}

std::optional<Figure> top1_accuracy(const MetricInput& input) {
  if (input.counts == nullptr) return std::nullopt;
  return accuracy(input, input.counts->top1, &ClusterTally::top1);
}

std::optional<Figure> top5_accuracy(const MetricInput& input) {
  if (input.counts == nullptr || !input.counts->has_top5) return std::nullopt;
  return accuracy(input, input.counts->top5, &ClusterTally::top5);
}

}  // namespace

const Metric kTop1Accuracy{"top1_accuracy",   "top-1 accuracy",       "fraction",   true,
                           MetricKind::kRate, Evidence::kPredictions, top1_accuracy};
const Metric kTop5Accuracy{"top5_accuracy",   "top-5 accuracy",       "fraction",   true,
                           MetricKind::kRate, Evidence::kPredictions, top5_accuracy};

}  // namespace muster
