#pragma once

#include "muster/threshold.h"

namespace muster {

/// What the expected calibration error over these bins is surely not below, one-sided at 1 − `error`: the larger of two
/// bounds, each at half of it, and 0. The error seen less that quantile of the bins' mean absolute noise, which is the
/// most that chance adds, however the true gaps lie; and the distance of mean confidence and accuracy less its own
/// noise, which no gap is hidden by where all lie to one side. `design_effect`: by how much whole groups of photos
/// enlarge a variance. Noise is normal, with the variance of (hits + 1) / (photos + 2). Deterministic.
double calibration_error_bound(const ReliabilityTable& table, double design_effect, double error);

/// What it is surely not above, one-sided at 1 − `error`: the error seen, which chance only enlarges on average, and
/// the bins' deviations, squared and added (each the farther end of Wilson's interval of the bin's accuracy).
double calibration_error_ceiling(const ReliabilityTable& table, double design_effect, double error);

}  // namespace muster
