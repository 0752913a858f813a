#pragma once

#include <string>

#include "image/image.h"
#include "image/perceptual_hash.h"

namespace muster {

/// A made-up scene of coloured blobs and stripes, another one for each seed, as a camera would see it at that size.
Image scene(unsigned seed, int width, int height);

/// The brightness of a scene, as a square.
GreySquare grey_scene(unsigned seed);

/// A picture as a 24-bit BMP file.
std::string bmp_of(const Image& image);

/// Every pixel by its place and colours.
template <class Change>
Image changed(const Image& image, int width, int height, const Change& pixel_at) {
  Image result;
  result.width = width, result.height = height;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int channel = 0; channel < 3; ++channel) result.pixels.push_back(pixel_at(image, x, y, channel));
  return result;
}

inline std::uint8_t pixel(const Image& image, int x, int y, int channel) {
  return image.pixels[static_cast<std::size_t>((y * image.width + x) * 3 + channel)];
}

}  // namespace muster
