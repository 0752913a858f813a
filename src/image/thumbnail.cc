#include "image/thumbnail.h"

#include <webp/encode.h>

#include <algorithm>
#include <memory>

#include "image/resize.h"

namespace muster {
namespace {

constexpr float kQuality = 70;

}  // namespace

Image shrunk(const Image& photo, int longest_side) {
  const int longer = std::max(photo.width, photo.height);
  if (longer <= longest_side) return photo;
  const auto shortened = [&](int side) {
    return std::max(1, static_cast<int>(std::int64_t{side} * longest_side / longer));
  };
  CropPlan whole;
  whole.width = photo.width, whole.height = photo.height;
  whole.kept_width = shortened(photo.width), whole.kept_height = shortened(photo.height);
  whole.resized_width = whole.kept_width, whole.resized_height = whole.kept_height;
  return resize_area(view_of(photo, whole, whole.kept_width, whole.kept_height));
}

Result<std::vector<std::byte>> thumbnail_of(const Image& photo) {
  const Image small = shrunk(photo, kThumbnailSide);
  std::uint8_t* encoded = nullptr;
  const std::size_t bytes =
      WebPEncodeRGB(small.pixels.data(), small.width, small.height, small.width * 3, kQuality, &encoded);
  const std::unique_ptr<std::uint8_t, void (*)(void*)> file(encoded, WebPFree);
  if (bytes == 0) return fail(ErrorCode::kInternal, "a thumbnail could not be encoded");
  const auto* begin = reinterpret_cast<const std::byte*>(file.get());
  return std::vector<std::byte>(begin, begin + bytes);
}

}  // namespace muster
