#pragma once

#include "muster/preprocessing.h"

namespace muster {

/// The numbers that the pixels 0 and 255 come to.
struct PixelRange {
  double low = 0, high = 0;
};

/// What raw pixels stand for in a tensor with that scale and zero point. `encoding` is kRawPixel or kPixelMinus128.
PixelRange range_of_raw_pixels(double scale, double zero_point, Encoding encoding);

/// Whether both ends agree within 3 % of the expected span: a scale is calibrated on photos, so that raw pixels fit
/// their numbers only roughly.
bool nearly(const PixelRange& range, const PixelRange& expected);

}  // namespace muster
