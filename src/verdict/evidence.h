#pragma once

#include <string>
#include <string_view>

#include "metrics/metrics.h"
#include "muster/budget.h"
#include "muster/run.h"

namespace muster {

/// Why a metric has no figure, as a sentence.
std::string missing_evidence(const MetricName& name, const Limit& limit, const Run& run);

/// The option that would supply it.
std::string missing_advice(const MetricName& name, const Limit& limit, const Run& run);

/// One line each: why the metric matters, and what to do where it is not good.
std::string why_it_matters(const Metric& metric);
std::string failing_advice(const Metric& metric);

/// What to do where it may be good or only acceptable.
std::string good_advice(const Metric& metric);

/// How to have a time with an interval; goes on from "…: ".
std::string raw_times_advice(const Metric& metric);

/// How to have a time that counts; `refused`: accepting the host's is no way out.
std::string device_time_advice(const Metric& metric, bool refused);

/// How to have a device's energy.
std::string device_energy_advice();

/// Whether the timing runs that speak did not come to their end.
bool timing_cut_short(const Run& run, std::string_view accelerator);

/// A device that names a desktop's or server's processor (x86) in its system, among those whose times or energy speak;
/// null: none.
const Device* desktop_timed(const Run& run, std::string_view accelerator);
const Device* desktop_metered(const Run& run, std::string_view accelerator);

/// Whether accuracy was measured here under a preprocessing that neither the user nor the model stated.
bool accuracy_is_guessed(const Run& run);

}  // namespace muster
