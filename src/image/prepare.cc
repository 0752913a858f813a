#include "image/prepare.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "image/crop.h"
#include "image/decode.h"
#include "image/resize.h"

namespace muster {
namespace {

/// As three equal channels.
void make_grey(Image& image) {
  for (std::size_t i = 0; i + 2 < image.pixels.size(); i += 3) {
    std::uint8_t* pixel = image.pixels.data() + i;
    std::fill_n(pixel, 3, grey_of(pixel));
  }
}

std::vector<float> resized(const View& view, Resize resize) {
  if (resize == Resize::kLitertBilinear) return resize_litert(view);
  const Image image = resize == Resize::kArea ? resize_area(view) : resize_pillow(view, resize);
  return {image.pixels.begin(), image.pixels.end()};
}

void swap_red_and_blue(std::vector<float>& values) {
  for (std::size_t i = 0; i + 2 < values.size(); i += 3) std::swap(values[i], values[i + 2]);
}

void keep_first_channel(std::vector<float>& values) {
  for (std::size_t i = 0; 3 * i < values.size(); ++i) values[i] = values[3 * i];
  values.resize(values.size() / 3);
}

}  // namespace

std::uint8_t grey_of(const std::uint8_t* rgb) {
  const std::uint32_t luma = rgb[0] * 19595U + rgb[1] * 38470U + rgb[2] * 7471U + 0x8000U;
  return static_cast<std::uint8_t>(luma >> 16U);
}

Result<Pixels> prepare(const Image& image, const Preprocessing& preprocessing, int width, int height, int channels) {
  const bool too_large =
      static_cast<std::uint64_t>(std::max(width, 0)) * static_cast<std::uint64_t>(std::max(height, 0)) > kMostPixels;
  if (width <= 0 || height <= 0 || too_large || (channels != 1 && channels != 3))
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("an input of {} x {} x {}; 1 or 3 channels and 1 to {} pixels are needed", width, height,
                            channels, kMostPixels));
  if (image.width <= 0 || image.height <= 0) return fail(ErrorCode::kInvalidArgument, "the photo has no pixels");
  MUSTER_TRY(const CropPlan plan, plan_crop(preprocessing.crop, image.width, image.height, width, height));

  Pixels pixels{width, height, channels, {}};
  if (channels == 1) {
    Image grey = image;
    make_grey(grey);
    pixels.values = resized(view_of(grey, plan, width, height), preprocessing.resize);
    keep_first_channel(pixels.values);
    return pixels;
  }
  pixels.values = resized(view_of(image, plan, width, height), preprocessing.resize);
  if (preprocessing.colour == Colour::kBgr) swap_red_and_blue(pixels.values);
  return pixels;
}

}  // namespace muster
