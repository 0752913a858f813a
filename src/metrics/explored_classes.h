#pragma once

#include <string>
#include <vector>

#include "muster/run.h"
#include "muster/threshold.h"

namespace muster {

/// Classes, after class groups, whose thresholds are worth a look: with ten photos or more, at most twelve with the
/// most; none of an ambiguous name.
std::vector<std::string> explored_classes(const Run& run);

/// Those, and the confidence of the top answer, each with the need of 95 % precision.
std::vector<ThresholdRequest> explored_requests(const Run& run);

}  // namespace muster
