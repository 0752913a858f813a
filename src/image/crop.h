#pragma once

#include <cstdint>

#include "muster/error.h"
#include "muster/preprocessing.h"

namespace muster {

/// Which part of a photo is resized to which size, and which part of the result is kept. The kept part has
/// the size of the model's input.
struct CropPlan {
  int left = 0, top = 0, width = 0, height = 0;        ///< the rectangle of the photo
  std::int64_t resized_width = 0, resized_height = 0;  ///< it is resized to this
  std::int64_t window_left = 0, window_top = 0;        ///< and the input-sized window there is kept
};

/// The rectangle for a photo and an input of those sizes (all positive).
/// kInvalidArgument where the input is larger than Crop::short_side (resize only).
Result<CropPlan> plan_crop(const Crop& crop, int photo_width, int photo_height, int input_width, int input_height);

}  // namespace muster
