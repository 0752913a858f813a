#include <gtest/gtest.h>

#include "image/golden_images.h"

namespace muster {
namespace {

TEST(DecodePhotos, gives_pillows_pixels_of_50_real_photos) {
  expect_pixels(golden("photo_pixels.csv"), data_folder());
}

}  // namespace
}  // namespace muster
