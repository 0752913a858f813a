#pragma once

#include <cstddef>
#include <vector>

#include "image/image.h"
#include "muster/error.h"

namespace muster {

/// The photo as an 8-bit RGB PNG. Errors: kInternal, what libspng said. Thread-safe.
Result<std::vector<std::byte>> encode_png(const Image& photo);

}  // namespace muster
