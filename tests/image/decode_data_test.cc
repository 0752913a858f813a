#include <gtest/gtest.h>

#include "image/golden_images.h"
#include "support/real_data.h"

namespace muster {
namespace {

TEST(DecodePhotos, gives_pillows_pixels_of_50_real_photos) {
  expect_pixels(golden("photo_pixels.csv"), real_data());
}

}  // namespace
}  // namespace muster
