#pragma once

#include <cstddef>
#include <span>

namespace muster {

/// The orientation (1 to 8) in the first directory of an EXIF block: the TIFF structure, with or without
/// "Exif\0\0" before it. 1 where there is none, or one that cannot be trusted. Reads in one bounded pass.
int exif_orientation(std::span<const std::byte> block);

}  // namespace muster
