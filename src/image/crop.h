#pragma once

#include <cstdint>

#include "muster/error.h"
#include "muster/preprocessing.h"

namespace muster {

/// Which part of a photo is resized to which size, which part of the result is kept, and where the input has it.
struct CropPlan {
  int left = 0, top = 0, width = 0, height = 0;        ///< the rectangle of the photo
  std::int64_t resized_width = 0, resized_height = 0;  ///< it is resized to this
  std::int64_t window_left = 0, window_top = 0;        ///< and the window of the kept size there is taken
  int kept_width = 0, kept_height = 0;                 ///< the input's size; less, with bars
  int left_bar = 0, top_bar = 0;                       ///< columns and rows of the input before the kept part
};

/// The rectangle for a photo and an input of those sizes (all positive).
/// kInvalidArgument where the input is larger than Crop::short_side (resize only).
Result<CropPlan> plan_crop(const Crop& crop, int photo_width, int photo_height, int input_width, int input_height);

}  // namespace muster
