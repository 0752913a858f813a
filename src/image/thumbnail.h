#pragma once

#include <cstddef>
#include <vector>

#include "image/image.h"
#include "muster/error.h"

namespace muster {

/// The longer side of a thumbnail, in pixels; a smaller photo keeps its size.
inline constexpr int kThumbnailSide = 128;

/// The whole photo with its longer side of so many pixels at most.
Image shrunk(const Image& photo, int longest_side);

/// The whole photo, small, as a lossy WebP of about three kilobytes. Errors: kInternal, it cannot be encoded.
/// Thread-safe.
Result<std::vector<std::byte>> thumbnail_of(const Image& photo);

}  // namespace muster
