#include "stress/contact_sheet.h"

#include <algorithm>
#include <cmath>

#include "image/resize.h"
#include "stress/degradation.h"

namespace muster {
namespace {

constexpr int kLongestSide = 224, kGap = 4;

Image small(const Image& photo) {
  const double scale = std::min(1.0, static_cast<double>(kLongestSide) / std::max(photo.width, photo.height));
  const int width = std::max(1, static_cast<int>(std::lround(scale * photo.width)));
  const int height = std::max(1, static_cast<int>(std::lround(scale * photo.height)));
  if (width == photo.width && height == photo.height) return photo;
  const View view{photo.pixels.data(),
                  static_cast<std::size_t>(photo.width) * 3,
                  {photo.width, width, 0, width},
                  {photo.height, height, 0, height}};
  return resize_pillow(view, Resize::kPillowBilinear);
}

/// A white sheet with room for so many pictures.
class Sheet {
 public:
  Sheet(int width, int height, int columns, int rows)
      : sheet_{columns * (width + kGap) + kGap, rows * (height + kGap) + kGap, {}} {
    sheet_.pixels.assign(static_cast<std::size_t>(sheet_.width) * static_cast<std::size_t>(sheet_.height) * 3, 255);
  }

  void put(const Image& picture, int column, int row) {
    const int left = kGap + column * (picture.width + kGap), top = kGap + row * (picture.height + kGap);
    const std::size_t row_bytes = static_cast<std::size_t>(picture.width) * 3;
    for (int y = 0; y < picture.height; ++y) {
      const std::size_t to = (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(sheet_.width) +
                              static_cast<std::size_t>(left)) *
                             3;
      std::copy_n(picture.pixels.data() + static_cast<std::size_t>(y) * row_bytes, row_bytes,
                  sheet_.pixels.data() + to);
    }
  }

  Image take() { return std::move(sheet_); }

 private:
  Image sheet_;
};

}  // namespace

Result<Image> contact_sheet(const Image& photo, std::uint64_t photo_key, std::uint64_t seed) {
  const auto degradations = all_degradations();
  const Image original = small(photo);
  Sheet sheet(original.width, original.height, 1 + kSeverities, static_cast<int>(degradations.size()));
  int row = 0;
  for (const Degradation* degradation : degradations) {
    sheet.put(original, 0, row);
    for (int severity = 1; severity <= kSeverities; ++severity) {
      Generator random = degradation_generator(photo_key, degradation->id, severity, seed);
      MUSTER_TRY(const Image degraded, degradation->apply(photo, severity, random));
      sheet.put(small(degraded), severity, row);
    }
    ++row;
  }
  return sheet.take();
}

}  // namespace muster
