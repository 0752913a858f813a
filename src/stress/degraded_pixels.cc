#include "stress/degraded_pixels.h"

#include <utility>

#include "image/prepare.h"
#include "stress/degradation.h"

namespace muster {
namespace {

bool is_swapped(int channels, Colour colour) {
  return channels == 3 && colour == Colour::kBgr;
}

}  // namespace

Image photo_of(const Pixels& pixels, Colour colour) {
  Image photo{pixels.width, pixels.height, {}};
  photo.pixels.reserve(pixels.values.size() * static_cast<std::size_t>(pixels.channels == 1 ? 3 : 1));
  for (const float value : pixels.values)
    photo.pixels.insert(photo.pixels.end(), pixels.channels == 1 ? 3 : 1, to_level(static_cast<double>(value)));
  if (is_swapped(pixels.channels, colour))
    for (std::size_t i = 0; i + 2 < photo.pixels.size(); i += 3) std::swap(photo.pixels[i], photo.pixels[i + 2]);
  return photo;
}

Pixels pixels_of(const Image& photo, int channels, Colour colour) {
  Pixels pixels{photo.width, photo.height, channels, {}};
  if (channels == 1) {
    for (std::size_t i = 0; i + 2 < photo.pixels.size(); i += 3)
      pixels.values.push_back(grey_of(photo.pixels.data() + i));
    return pixels;
  }
  pixels.values.assign(photo.pixels.begin(), photo.pixels.end());
  if (is_swapped(channels, colour))
    for (std::size_t i = 0; i + 2 < pixels.values.size(); i += 3) std::swap(pixels.values[i], pixels.values[i + 2]);
  return pixels;
}

}  // namespace muster
