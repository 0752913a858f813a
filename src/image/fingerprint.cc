#include "image/fingerprint.h"

#include <cstdlib>
#include <cstring>

#include "image/resize.h"

namespace muster {
namespace {

/// Multiplies and folds eight bytes at a time (as wyhash and its kin do); no defence against chosen collisions.
std::uint64_t hash_pixels(const Image& image) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  std::uint64_t hash = static_cast<std::uint64_t>(image.width) * kOdd;
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * kOdd;
    hash ^= hash >> 29U;
  };
  std::size_t at = 0;
  for (; at + 8 <= image.pixels.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, image.pixels.data() + at, 8);
    mix(word);
  }
  for (; at < image.pixels.size(); ++at) mix(image.pixels[at]);
  return hash;
}

Image stretched(const Image& image, int side) {
  CropPlan plan;
  plan.width = image.width, plan.height = image.height;
  plan.resized_width = plan.resized_height = side;
  return resize_pillow(view_of(image, plan, side, side), Resize::kPillowBilinear);
}

/// Brightness as ITU-R BT.601 weighs the channels.
int brightness(const std::uint8_t* pixel) {
  return (77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2] + 128) >> 8U;
}

/// Of every fourth row.
float sharpness_of(const Image& image) {
  std::uint64_t sum = 0, count = 0;
  const auto width = static_cast<std::size_t>(image.width);
  for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); y += 4) {
    const std::uint8_t* pixel = image.pixels.data() + 3 * y * width;
    int before = brightness(pixel);
    for (std::size_t x = 1; x < width; ++x) {
      const int here = brightness(pixel += 3);
      sum += static_cast<std::uint64_t>(std::abs(here - before));
      before = here;
    }
    count += width - 1;
  }
  return count == 0 ? 0 : static_cast<float>(sum) / static_cast<float>(count);
}

}  // namespace

Fingerprint fingerprint_of(const Image& image) {
  Fingerprint print{image.width, image.height, hash_pixels(image), 0, sharpness_of(image), {}};
  const Image small = stretched(image, kGreySide);
  std::uint64_t colour = 0;
  for (std::size_t i = 0; i < print.grey.size(); ++i) {
    const std::uint8_t* pixel = small.pixels.data() + 3 * i;
    print.grey[i] = static_cast<std::uint8_t>(brightness(pixel));
    colour += static_cast<std::uint64_t>(std::abs(pixel[0] - pixel[1]) + std::abs(pixel[1] - pixel[2]));
  }
  print.colour = static_cast<float>(colour) / static_cast<float>(2 * print.grey.size());
  return print;
}

}  // namespace muster
