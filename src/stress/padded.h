#pragma once

#include <vector>

#include "image/image.h"

namespace muster {

/// What lies beyond a photo's edge.
enum class Border {
  kMirror,  ///< the photo mirrored about its outermost pixels (d c b | a b c d | c b a)
  kEdge,    ///< its outermost pixels
};

/// The pixel that stands at `place` of a row of `count`, inside or outside of it.
int place_inside(int place, int count, Border border);

/// A photo in numbers, with `margin` more pixels on every side.
struct Padded {
  int width = 0, height = 0, margin = 0;  ///< of the photo itself
  std::vector<float> values;              ///< rows from the top, RGB

  [[nodiscard]] std::size_t stride() const { return static_cast<std::size_t>(width + 2 * margin) * 3; }
  /// Where pixel (x, y) of the photo begins; both may be negative, down to -margin.
  [[nodiscard]] const float* at(int x, int y) const {
    return values.data() + static_cast<std::size_t>(y + margin) * stride() + static_cast<std::size_t>(x + margin) * 3;
  }
};
Padded padded(const Image& photo, int margin, Border border);

/// A photo of those values, rounded; `values` has width × height × 3.
Image to_photo(int width, int height, const std::vector<float>& values);

}  // namespace muster
