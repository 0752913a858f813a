#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "image/exif.h"
#include "image/image.h"
#include "muster/error.h"

namespace muster {

/// What a format's decoder yields: the stored pixels, and how they are to be turned.
struct Decoded {
  Image image;
  ExifFacts exif;
};

/// One function a format, each in the file of that name. They trust nothing in `file`.
Result<Decoded> decode_jpeg(std::span<const std::byte> file);
Result<Decoded> decode_png(std::span<const std::byte> file);
Result<Decoded> decode_webp(std::span<const std::byte> file);
Result<Decoded> decode_bmp(std::span<const std::byte> file);
Result<Decoded> decode_heif(std::span<const std::byte> file);

/// Memory for a picture of that size; kMalformed where it is empty or over kMostPixels or kLongestSide.
/// Called with the header's size, before anything else is allocated.
Result<Image> blank_image(std::uint64_t width, std::uint64_t height);

}  // namespace muster
