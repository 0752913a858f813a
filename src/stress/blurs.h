#pragma once

#include "image/image.h"

namespace muster {

// Blurs with their own parameters, all lengths in pixels of the photo. Pure and thread-safe.

/// Out of focus: the mean over a disk, whose edge is softened by a Gaussian of `softness`, as ImageNet-C's
/// defocus_blur. Mirrored at the edges.
Image disk_blurred(const Image& photo, double radius, double softness);

/// Moved while the shutter was open: ImageMagick's motion blur, which ImageNet-C takes; half a Gaussian along a line of
/// 2 ceil(radius) + 1 pixels, in the direction of `degrees`. Edges go on.
Image motion_blurred(const Image& photo, double radius, double sigma, double degrees);

/// A Gaussian cut at four sigma. Mirrored at the edges.
Image gaussian_blurred(const Image& photo, double sigma);

}  // namespace muster
