#pragma once

#include "image/image.h"

namespace muster {

/// How digits are drawn: a typeface of seven strokes, another one for each number.
struct DigitStyle {
  unsigned typeface = 0;
  int width = 20, height = 32;
  double noise = 5;  ///< standard deviation in grey levels
};

/// A digit as a meter's photo shows it: dark strokes on a light ground, or light on dark, with blur and noise. `seed`
/// is the photo: where the digit lies in it, its light, its blur and its noise.
Image drawn_digit(int digit, unsigned seed, const DigitStyle& style);

/// The same picture after JPEG compression.
Image recompressed(const Image& image, int quality);

/// The picture as a JPEG file.
std::string jpeg_of(const Image& image, int quality);

}  // namespace muster
