#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace muster {

/// A decoded photo: RGB, 8 bits a channel, rows from the top without padding.
struct Image {
  int width = 0, height = 0;
  std::vector<std::uint8_t> pixels;  ///< height × width × 3
  bool other_colours = false;        ///< the file has a colour profile that is not sRGB's; it is not applied
  std::string capture{};             ///< the camera and the second, where EXIF tells both; else ""
};

/// A photo at a model's input size, before normalisation: 0 to 255, channels interleaved.
struct Pixels {
  int width = 0, height = 0, channels = 3;
  std::vector<float> values;  ///< height × width × channels; whole numbers unless the resize is litert-bilinear
};

}  // namespace muster
