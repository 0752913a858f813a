#pragma once

#include <string_view>

#include "stress/degradation.h"
#include "support/pictures.h"

namespace muster {

/// The photo of tests/golden/make_degradations.py.
inline Image measured_photo() {
  constexpr int kSide = 224;
  Image photo{kSide, kSide, {}};
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      for (int c = 0; c < 3; ++c)
        photo.pixels.push_back(
            static_cast<std::uint8_t>((x * x * (c + 1) / 40 + y * (5 - c) + (x / 17 + y / 23) % 2 * 70) % 256));
  return photo;
}

/// A photo degraded; photo_key is 7 and the seed 0 unless they are given.
inline Image degraded(const Image& photo, std::string_view kind, int severity, std::uint64_t key = 7,
                      std::uint64_t seed = 0) {
  Generator random = degradation_generator(key, kind, severity, seed);
  return find_degradation(kind)->apply(photo, severity, random).value();
}
inline Image degraded(std::string_view kind, int severity) {
  return degraded(measured_photo(), kind, severity);
}

}  // namespace muster
