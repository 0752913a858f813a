#pragma once

#include <array>
#include <cstdint>

#include "image/image.h"

namespace muster {

/// What becomes of each level of one channel.
using LevelTable = std::array<std::uint8_t, 256>;

/// The table whose entry `level` is `change(level)`.
template <class Change>
LevelTable level_table(const Change& change) {
  LevelTable table;
  for (int level = 0; level < 256; ++level) table[static_cast<std::size_t>(level)] = change(level);
  return table;
}

/// The photo with each channel's levels changed.
inline Image with_levels(Image photo, const LevelTable& red, const LevelTable& green, const LevelTable& blue) {
  for (std::size_t i = 0; i + 2 < photo.pixels.size(); i += 3) {
    photo.pixels[i] = red[photo.pixels[i]];
    photo.pixels[i + 1] = green[photo.pixels[i + 1]];
    photo.pixels[i + 2] = blue[photo.pixels[i + 2]];
  }
  return photo;
}

}  // namespace muster
