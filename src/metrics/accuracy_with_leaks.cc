// Top-1 accuracy as it would look if the test photos that stand in the training set were graded too.
#include "base/statistics.h"
#include "metrics/metric.h"

namespace muster {
namespace {

std::optional<Figure> accuracy_with_leaks(const MetricInput& input) {
  if (!input.run.leaks || input.counts == nullptr) return std::nullopt;
  const ClassificationCounts& counts = *input.counts;
  const std::uint64_t photos = counts.photos + counts.set_aside;
  if (photos == 0) return std::nullopt;
  const auto right = static_cast<double>(counts.top1 + counts.set_aside_top1), n = static_cast<double>(photos);
  const Interval interval = wilson_interval(right, n, input.confidence);
  Figure figure{{right / n, interval.low, interval.high, photos}, counts.origin, counts.accelerator, ""};
  if (!counts.clusters.empty()) figure.note = "interval of single photos";
  return figure;
}

}  // namespace

const Metric kTop1AccuracyWithLeaks{
    "top1_accuracy_with_leaks", "top-1 accuracy with leaks", "fraction", true, MetricKind::kRate,
    Evidence::kLeaks,           accuracy_with_leaks};

}  // namespace muster
