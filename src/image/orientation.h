#pragma once

#include "image/image.h"

namespace muster {

/// The picture as it is meant to be seen, turned and mirrored as EXIF's orientation tag says
/// (1 to 8, EXIF 2.32, tag 274). Any other value means nothing and changes nothing.
Image oriented(Image image, int orientation);

}  // namespace muster
