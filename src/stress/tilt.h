#pragma once

#include "image/image.h"

namespace muster {

/// The photo turned about its middle, clockwise for positive angles, by bilinear interpolation; mirrored at the edges.
/// Pure and thread-safe.
Image turned(const Image& photo, double degrees);

}  // namespace muster
