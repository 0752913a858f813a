#pragma once

#include "leaks/photo_prints.h"

namespace muster {

/// From here on pictures of a set are so alike that agreement proves nothing. Of natural photos, also of one class, the
/// figure was measured as 0.04 to 0.11; of drawn digits and letters as 0.21 to 0.34 (docs/leaks.md).
inline constexpr float kRigid = 0.16F;

/// How much photos agree that have nothing to do with each other: a quarter of the pairs drawn at random agrees more,
/// of each photo's without the best, for that may be a copy. 0: too few photos to say.
float rigidity(const PhotoPrints& first, const PhotoPrints& second);

}  // namespace muster
