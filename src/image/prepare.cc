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

/// The kept part between its bars, where there are any. All three channels of the bars are one grey.
std::vector<float> between_bars(std::vector<float> kept, const CropPlan& plan, int width, int height, int grey) {
  if (plan.kept_width == width && plan.kept_height == height) return kept;
  const auto row = static_cast<std::size_t>(plan.kept_width) * 3, whole_row = static_cast<std::size_t>(width) * 3;
  std::vector<float> whole(whole_row * static_cast<std::size_t>(height), static_cast<float>(grey));
  auto from = kept.begin();
  auto to = whole.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(plan.top_bar) * whole_row +
                                                        static_cast<std::size_t>(plan.left_bar) * 3);
  for (int y = 0; y < plan.kept_height; ++y) {
    std::copy_n(from, row, to);
    from += static_cast<std::ptrdiff_t>(row);
    if (y + 1 < plan.kept_height) to += static_cast<std::ptrdiff_t>(whole_row);
  }
  return whole;
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
  const auto prepared = [&](const Image& photo) {
    return between_bars(resized(view_of(photo, plan, plan.kept_width, plan.kept_height), preprocessing.resize), plan,
                        width, height, preprocessing.crop.bars);
  };

  Pixels pixels{width, height, channels, {}};
  if (channels == 1) {
    Image grey = image;
    make_grey(grey);
    pixels.values = prepared(grey);
    keep_first_channel(pixels.values);
    return pixels;
  }
  pixels.values = prepared(image);
  if (preprocessing.colour == Colour::kBgr) swap_red_and_blue(pixels.values);
  return pixels;
}

}  // namespace muster
