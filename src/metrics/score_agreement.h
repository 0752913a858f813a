#pragma once

#include <vector>

#include "muster/comparison.h"

namespace muster {

/// Signal-to-noise ratio and cosine of the model's scores beside the reference's, one vector a photo. Where the vectors
/// have other lengths, nothing is measured and `reason` says so. Pure.
ScoreAgreement agreement_of(const std::vector<std::vector<float>>& reference,
                            const std::vector<std::vector<float>>& model);

}  // namespace muster
