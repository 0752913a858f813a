#pragma once

#include <span>
#include <vector>

#include "muster/run.h"
#include "muster/threshold.h"

namespace muster {

/// What is asked of thresholds, answered: curves, figures with intervals at 95 %, the threshold, and all in words. A
/// request whose scores are not there has no curve, and a sentence that says so. Pure.
std::vector<ThresholdView> view_thresholds(const Run& run, std::span<const ThresholdRequest> requests);

/// Whether the chosen threshold refuses no photo of either half, and so decides nothing.
bool accepts_all(const ThresholdChoice& choice);

/// "confidence of the top answer", or the class.
std::string title_of(const ThresholdRequest& request);

}  // namespace muster
