#pragma once

#include <optional>

#include "metrics/classification.h"
#include "muster/run.h"
#include "muster/threshold.h"

namespace muster {

/// Whether the confidences of the top answers mean what they say; with run.output_sample also the temperature that
/// would mend them, cross-fitted in two halves. Where confidences are no probabilities it holds the reason only.
Calibration calibration_of(const Run& run);

}  // namespace muster
