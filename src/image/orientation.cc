#include "image/orientation.h"

#include <cstddef>
#include <cstring>

namespace muster {
namespace {

/// The stored row and column of the pixel that is shown first, and how far, in pixels, the stored
/// position moves for one step to the right and one step down.
struct Walk {
  std::ptrdiff_t start, right, down;
};

Walk walk(int orientation, std::ptrdiff_t width, std::ptrdiff_t height) {
  const std::ptrdiff_t top_right = width - 1, bottom_left = (height - 1) * width, bottom_right = height * width - 1;
  switch (orientation) {
    case 2:
      return {top_right, -1, width};
    case 3:
      return {bottom_right, -1, -width};
    case 4:
      return {bottom_left, 1, -width};
    case 5:
      return {0, width, 1};
    case 6:
      return {bottom_left, -width, 1};
    case 7:
      return {bottom_right, -width, -1};
    default:
      return {top_right, width, -1};  // 8
  }
}

}  // namespace

Image oriented(Image image, int orientation) {
  if (orientation < 2 || orientation > 8) return image;
  const bool swaps_sides = orientation >= 5;
  const Walk step = walk(orientation, image.width, image.height);
  Image shown{
      swaps_sides ? image.height : image.width, swaps_sides ? image.width : image.height, {}, image.other_colours};
  shown.pixels.resize(image.pixels.size());
  std::uint8_t* to = shown.pixels.data();
  for (std::ptrdiff_t y = 0; y < shown.height; ++y)
    for (std::ptrdiff_t x = 0; x < shown.width; ++x, to += 3)
      std::memcpy(to, image.pixels.data() + 3 * (step.start + y * step.down + x * step.right), 3);
  return shown;
}

}  // namespace muster
