#pragma once

#include <cstddef>
#include <vector>

#include "image/image.h"
#include "muster/error.h"

namespace muster {

/// The photo as a baseline JPEG with half the colour resolution (4:2:0), as libjpeg and Pillow write it; `quality` is 1
/// to 100. Errors: a side of more than 65,500 pixels, or none. Thread-safe.
Result<std::vector<std::byte>> encode_jpeg(const Image& photo, int quality);

}  // namespace muster
