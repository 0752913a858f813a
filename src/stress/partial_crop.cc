// Framed badly: only a part of the view, from a random place.
#include <algorithm>
#include <array>
#include <cmath>

#include "image/resize.h"
#include "stress/degradation.h"

namespace muster {
namespace {

constexpr std::array<double, kSeverities> kSide{0.9, 0.8, 0.7, 0.6, 0.5};

Result<Image> partial_crop(const Image& photo, int severity, Generator& random) {
  const double side = kSide[static_cast<std::size_t>(severity - 1)];
  const auto part = [&](int whole) { return std::max(1, static_cast<int>(std::lround(side * whole))); };
  const int width = part(photo.width), height = part(photo.height);
  const auto left = pick(static_cast<std::uint64_t>(photo.width - width) + 1, random);
  const auto top = pick(static_cast<std::uint64_t>(photo.height - height) + 1, random);
  const std::size_t row_bytes = static_cast<std::size_t>(photo.width) * 3;
  const View view{photo.pixels.data() + top * row_bytes + left * 3,
                  row_bytes,
                  {width, photo.width, 0, photo.width},
                  {height, photo.height, 0, photo.height}};
  return resize_pillow(view, Resize::kPillowBilinear);
}

}  // namespace

const Degradation kPartialCrop{"partial_crop", "cut off",
                               "0.9 0.8 0.7 0.6 0.5 of each side, anywhere, enlarged to the whole (Pillow's bilinear)",
                               partial_crop};

}  // namespace muster
