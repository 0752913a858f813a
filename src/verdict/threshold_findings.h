#pragma once

#include <span>
#include <vector>

#include "muster/report.h"

namespace muster {

/// A finding for each threshold that was asked to meet a need: pass, confirmed; fail, cannot be reached; inconclusive,
/// else. Warnings: a threshold is the app's, and decides no verdict.
std::vector<Finding> threshold_findings(std::span<const ThresholdView> views);

}  // namespace muster
