#include <gtest/gtest.h>

#include "image/golden_images.h"

namespace muster {
namespace {

TEST(ResizePhotos, equals_pillow_in_every_byte) {
  expect_resizes(golden("photo_resizes.csv"), data_folder());
}

}  // namespace
}  // namespace muster
