#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "metrics/classification.h"
#include "muster/metric.h"
#include "muster/run.h"

namespace muster {

/// What a metric may look at.
struct MetricInput {
  const Run& run;
  const ClassificationCounts* counts = nullptr;  ///< of the run or of a slice; null: no predictions
  std::optional<std::uint32_t> class_index;      ///< for metrics of one class, into counts->class_names
  double confidence = 0.95;                      ///< of the interval of a rate
  bool bootstrap = false;                        ///< give macro figures their (slower) interval
  std::string_view accelerator;                  ///< latency on this accelerator only; empty: any
  std::string_view kind;                         ///< of degradation, for metrics of one kind
  std::string_view device = {};                  ///< what a device of that name measured only; empty: any
};

/// A metric's answer.
struct Figure {
  Estimate estimate;
  Origin origin = Origin::kHost;
  std::string accelerator = "cpu";
  std::string note;
};

/// The evidence a metric cannot do without.
enum class Evidence {
  kModel,
  kPredictions,
  kLatency,
  kPreprocessTimes,
  kBattery,
  kReference,
  kScores,
  kLeaks,
  kTraining,
  kField,
  kStress
};

/// How a limit on it is judged.
enum class MetricKind {
  kFact,        ///< read from a file or counted: no uncertainty
  kRate,        ///< of photos: an interval, a share of the error probability, and guessed preprocessing matters
  kSteadyTime,  ///< of steady inference: a host may disprove it, never prove it
  kOtherTime,   ///< load, first inference, preprocessing, spread: a host neither proves nor disproves it
  kMemory,
  kModelled,  ///< an estimate from a published model
};

/// One line of the table: a pure function of a Run, with its words. Ids that end in
/// "/CLASS" or "/KIND" are families.
struct Metric {
  std::string_view id, title, unit;
  bool higher_is_better = false;
  MetricKind kind = MetricKind::kFact;
  Evidence needs = Evidence::kModel;
  std::optional<Figure> (*compute)(const MetricInput& input) = nullptr;  ///< nullopt: no evidence
};

/// Whether `metric` uses samples, so that a limit on it takes a share of the error probability.
constexpr bool is_statistical(const Metric& metric) {
  return metric.kind == MetricKind::kRate || metric.kind == MetricKind::kSteadyTime;
}

// Every metric of metrics.inc; a metric that is not listed there is an unused constant, which fails the build.
#define MUSTER_METRIC(name) extern const Metric name;
#include "metrics/metrics.inc"
#undef MUSTER_METRIC

}  // namespace muster
