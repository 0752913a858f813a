#include <gtest/gtest.h>

#include "image/golden_images.h"
#include "support/real_data.h"

namespace muster {
namespace {

TEST(ResizePhotos, equals_pillow_in_every_byte) {
  expect_resizes(golden("photo_resizes.csv"), real_data());
}

}  // namespace
}  // namespace muster
