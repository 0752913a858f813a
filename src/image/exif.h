#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace muster {

/// What is read of an EXIF block.
struct ExifFacts {
  int orientation = 1;  ///< 1 to 8; 1 where there is none, or one that cannot be trusted
  std::string capture;  ///< "make model second" of the camera; "": one of the three is not told
};

/// Reads the TIFF structure of an EXIF block, with or without "Exif\0\0" before it, in one bounded pass over its first
/// directory and its EXIF directory (EXIF 2.32, tags 271, 272, 274, 34665, 36867). The block may be cut off or hostile.
ExifFacts exif_facts(std::span<const std::byte> block);

}  // namespace muster
