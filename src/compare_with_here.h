#pragma once

#include "measure/classifier.h"
#include "muster/observe.h"
#include "muster/options.h"

namespace muster {

/// Runs at most 32 of the photos that a device answered on this machine too. Where answers differ by more than
/// arithmetic may (by over eight steps of a quantized output, by over 1e-4 of others), an event says how many, and how
/// much. Errors: the model cannot be run here.
Result<void> compare_with_here(const Classifier& there, const RunOptions& options, const Hooks& hooks, Run& run);

}  // namespace muster
