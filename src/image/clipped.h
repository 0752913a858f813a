#pragma once

#include "image/image.h"
#include "muster/preprocessing.h"
#include "muster/tensor.h"

namespace muster {

/// The share of a photo's numbers that a quantized input cannot hold: (pixel − mean) / std lies outside of what its
/// scale and type reach, by more than 3 % of that span (a scale is calibrated on photos, so that the ends never fit
/// exactly). 0 where mean and std are not applied to a quantized input.
double clipped_share(const Pixels& pixels, const Preprocessing& preprocessing, const TensorSpec& input);

}  // namespace muster
