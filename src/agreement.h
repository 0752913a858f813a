#pragma once

#include "muster/comparison.h"
#include "muster/observe.h"

namespace muster {

/// Runs both models once more on up to twenty photos, spread evenly over those that both answered, and compares all
/// their scores. Only where both have the same outputs, and prepare their photos in the same way but for quantization.
ScoreAgreement measure_agreement(const Run& reference, const Run& model, const RunOptions& options, const Hooks& hooks);

}  // namespace muster
