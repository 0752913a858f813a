#include "base/pixel_range.h"

#include <cmath>

namespace muster {

PixelRange range_of_raw_pixels(double scale, double zero_point, Encoding encoding) {
  const double lowest = encoding == Encoding::kPixelMinus128 ? -128 : 0;
  return {scale * (lowest - zero_point), scale * (lowest + 255 - zero_point)};
}

bool nearly(const PixelRange& range, const PixelRange& expected) {
  const double slack = 0.03 * std::abs(expected.high - expected.low);
  return std::abs(range.low - expected.low) <= slack && std::abs(range.high - expected.high) <= slack;
}

}  // namespace muster
