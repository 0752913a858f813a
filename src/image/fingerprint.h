#pragma once

#include <cstdint>

#include "image/image.h"
#include "image/perceptual_hash.h"

namespace muster {

/// What is kept of a photo to find it again.
struct Fingerprint {
  int width = 0, height = 0;
  std::uint64_t pixel_hash = 0;  ///< of every pixel and the width; equal pictures have equal ones
  float colour = 0;              ///< mean difference between the channels of a pixel, 0 to 255; 0: grey
  float sharpness = 0;           ///< mean difference between neighbours in a row; comparable at one size only
  GreySquare grey{};             ///< the brightness, stretched to a square (Pillow's bilinear resize)
};

/// Thread-safe. `image` has pixels.
Fingerprint fingerprint_of(const Image& image);

}  // namespace muster
