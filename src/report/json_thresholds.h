#pragma once

#include "muster/report.h"
#include "report/json_parts.h"

namespace muster {

/// What was asked of thresholds, and came of it; curves of at most a thousand points.
Json thresholds_json(const std::vector<ThresholdView>& views);

/// null: not asked for, or nothing known.
Json calibration_json(const std::optional<Calibration>& calibration);

}  // namespace muster
