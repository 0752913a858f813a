#pragma once

#include <string>
#include <string_view>

#include "metrics/metrics.h"
#include "muster/budget.h"
#include "muster/metric.h"

namespace muster {

/// A value with its unit for a sentence: "71.2 %", "2.01 s", "14.0 MB". `near`: a value it must not seem equal to.
std::string show_value(double value, std::string_view unit, double near);

/// "top-1 accuracy 71.2 % [67.1, 75.0] of 500 photos", or "recall of dog", "… where light is night".
std::string show_figure(const MetricName& name, const Measurement& measurement, double bound);

/// "below 70 %" or "over 1 s": the bad range.
std::string show_bad_range(const MetricName& name, const Limit& limit);

}  // namespace muster
