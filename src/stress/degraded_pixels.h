#pragma once

#include "image/image.h"
#include "muster/error.h"
#include "muster/preprocessing.h"

namespace muster {

/// Pixels that are prepared for a model as a photo: rounded to 8 bits, RGB, a grey input as three equal channels.
Image photo_of(const Pixels& pixels, Colour colour);

/// The same back, as the model wants them: grey by Pillow's convert("L"). With photo_of, it changes no whole value.
Pixels pixels_of(const Image& photo, int channels, Colour colour);

}  // namespace muster
