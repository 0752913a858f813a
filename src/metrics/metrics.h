#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/metric.h"
#include "muster/error.h"

namespace muster {

/// All metrics, in the order of metrics.inc.
std::span<const Metric* const> all_metrics();

/// A metric's name in a budget, taken apart: METRIC, METRIC/CLASS or METRIC/KIND, and the first two with @COLUMN=VALUE.
struct MetricName {
  const Metric* metric = nullptr;
  std::string class_name;     ///< of a family of classes; else empty
  std::string kind;           ///< of degradation, of a family of those; else empty
  std::string column, value;  ///< of a slice; else empty
};

/// Errors: kInvalidArgument, a name that is not known, with the nearest.
Result<MetricName> parse_metric_name(std::string_view name);

/// The whole name: "recall/dog@light=night".
std::string to_string(const MetricName& name);

/// The photos of a slice's name; nullopt: the run has no such column or value.
std::optional<Slice> find_slice(const Run& run, const MetricName& name);

/// `name`'s figure from the run; nullopt: no evidence. `counts` are those of the whole run, or null.
std::optional<Measurement> measure(const MetricName& name, const Run& run, const ClassificationCounts* counts,
                                   double confidence, bool bootstrap, std::string_view accelerator = {},
                                   std::string_view device = {});

/// Every figure of the run but those of single classes; by slice for Run::by. Macro figures have their bootstrap
/// interval where it is quick, and where they are `wanted`.
std::vector<Measurement> measure_all(const Run& run, const ClassificationCounts* counts,
                                     std::span<const std::string> wanted);

/// The most values of one column that are reported by.
inline constexpr std::size_t kMostSlices = 100;

}  // namespace muster
