#pragma once

#include <cstdint>

#include "image/image.h"
#include "muster/error.h"

namespace muster {

/// One photo in every degradation: a row a kind, in the table's order; in it the photo as it is, and severities 1 to
/// kSeverities. Each picture is made at the photo's own size, and shown with 224 pixels a side at the most.
Result<Image> contact_sheet(const Image& photo, std::uint64_t photo_key, std::uint64_t seed);

}  // namespace muster
