#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "image/crop.h"
#include "image/image.h"
#include "muster/preprocessing.h"

namespace muster {

/// One side of a resize: `in` pixels become `out`, of which `count` from `first` on are wanted.
struct Axis {
  int in = 0;
  std::int64_t out = 0, first = 0;
  int count = 0;
};

/// A rectangle of an RGB picture that somebody else owns.
struct View {
  const std::uint8_t* pixels = nullptr;
  std::size_t row_bytes = 0;
  Axis x, y;
};

/// The part of `image` that `plan` takes, to be resized to width × height. The plan must fit the image.
View view_of(const Image& image, const CropPlan& plan, int width, int height);

/// Image.resize of Pillow 13 with BILINEAR or BICUBIC, byte for byte: two passes in fixed point with 22
/// fraction bits, antialiased. (Older versions differ by at most rounding, and only where the height shrinks
/// by more than twice as many pixels as the width.)
Image resize_pillow(const View& view, Resize filter);

/// Each pixel is the average of the area it covers, rounded to nearest, where both sides shrink (OpenCV's
/// INTER_AREA). Else, as OpenCV does, between the two nearest pixels, sharing only where an area spans both.
Image resize_area(const View& view);

/// As LiteRT's evaluation tools resize: bilinear, no antialiasing, source = target × in / out (neither
/// align_corners nor half_pixel_centers), float32, not rounded.
std::vector<float> resize_litert(const View& view);

}  // namespace muster
