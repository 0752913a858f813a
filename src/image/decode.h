#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "image/image.h"
#include "muster/error.h"
#include "muster/preprocessing.h"

namespace muster {

/// Pixels of one photo at the most; larger ones are refused from their header alone.
inline constexpr std::uint64_t kMostPixels = 200'000'000;

/// Pixels of one side at the most; JPEG can hold no longer one.
inline constexpr std::uint64_t kLongestSide = 65'535;

/// Bytes of a photo's file at the most.
inline constexpr std::uint64_t kLargestPhoto = std::uint64_t{512} << 20U;

/// Decodes JPEG, PNG, WebP, BMP or HEIC (told by content, never by name), turned as EXIF says or as it is stored.
/// JPEG and 8-bit PNG equal Pillow's convert("RGB") in every byte; ICC profiles are ignored as Pillow does,
/// and told by Image::other_colours.
/// Errors: kUnsupported (no such format), kMalformed (broken, cut or too large). Thread-safe.
Result<Image> decode_image(std::span<const std::byte> file, Orientation orientation = Orientation::kExif);

}  // namespace muster
