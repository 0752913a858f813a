#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// Where a figure comes from. Only kDevice proves a latency limit.
enum class Origin { kHost, kDevice, kTranslated, kEmulated, kEstimated };

/// "host", "device", "translated", "emulated", "estimated".
std::string_view to_string(Origin origin);

/// A figure with its interval and the number of observations behind it.
/// A missing bound is unknown, not infinite: it touches everything beyond the value.
struct Estimate {
  double value = 0;
  std::optional<double> low, high;
  std::uint64_t count = 0;
};

/// One figure of a model, ready to be shown. Rates are fractions; other units end the metric's id.
struct Measurement {
  std::string metric;  ///< "top1_accuracy", "latency_p90_ms", "recall/dog", "top1_accuracy@light=night"
  std::string unit;    ///< "fraction", "ms", "bytes", "count", "mJ"
  Estimate estimate;
  Origin origin = Origin::kHost;
  std::string accelerator = "cpu";  ///< or "gpu", "npu", "none" for facts read from a file
  std::string note;                 ///< what a reader must know beside the figure; may be empty
};

}  // namespace muster
