#pragma once

#include <span>

#include "muster/comparison.h"
#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// Flips, their rates and the photos behind them; p_corrected, sameness and reason are left to the verdict. Photos are
/// matched by path, classes by name where both runs name them. Pure. Error: kInvalidArgument, the models tell other
/// classes apart, or have no photo in common.
Result<Comparison> compare_decisions(const Run& reference, const Run& model);

}  // namespace muster
