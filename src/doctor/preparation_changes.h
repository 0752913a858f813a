#pragma once

#include <vector>

#include "muster/doctor.h"
#include "muster/model.h"
#include "muster/preprocessing.h"

namespace muster {

/// Another way of preparing photos.
struct PreparationChange {
  Change change;
  Preprocessing preprocessing;
};

/// The ways that models are usually trained with and that differ from `stated` in one thing: colour order,
/// normalisation, how integers stand for pixels, crop, EXIF orientation. What the input cannot be given is left out.
/// `model` must have an image input.
std::vector<PreparationChange> suspected_preparations(const Preprocessing& stated, const Model& model);

}  // namespace muster
