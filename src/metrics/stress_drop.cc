// How much accuracy is lost on photos as phones take them.
#include "metrics/metric.h"
#include "metrics/stress.h"

namespace muster {
namespace {

std::optional<Figure> stress_drop(const MetricInput& input) {
  const auto estimate = stress_drop_of(input.run, input.kind, input.confidence);
  if (!estimate) return std::nullopt;
  Figure figure{*estimate, Origin::kHost, "cpu", ""};
  if (input.counts != nullptr) figure.origin = input.counts->origin, figure.accelerator = input.counts->accelerator;
  return figure;
}

}  // namespace

const Metric kStressDrop{
    "stress_drop", "accuracy lost on degraded photos", "fraction", false, MetricKind::kRate, Evidence::kStress,
    stress_drop};
const Metric kStressDropOfKind{"stress_drop/KIND", "accuracy lost to one kind of degradation",
                               "fraction",         false,
                               MetricKind::kRate,  Evidence::kStress,
                               stress_drop};

}  // namespace muster
