#include "stress/degraded_pixels.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TEST(DegradedPixels, change_nothing_there_and_back) {
  const Pixels rgb{2, 1, 3, {1, 2, 3, 250, 0, 128}}, grey{2, 1, 1, {7, 255}};
  for (const Colour colour : {Colour::kRgb, Colour::kBgr}) {
    EXPECT_EQ(pixels_of(photo_of(rgb, colour), 3, colour).values, rgb.values);
    EXPECT_EQ(pixels_of(photo_of(grey, colour), 1, colour).values, grey.values);
  }
}

TEST(DegradedPixels, are_a_photo_in_red_green_and_blue) {
  const Pixels bgr{1, 1, 3, {1, 2, 3}};
  EXPECT_EQ(photo_of(bgr, Colour::kBgr).pixels, (std::vector<std::uint8_t>{3, 2, 1}));
  EXPECT_EQ(photo_of({1, 1, 1, {9}}, Colour::kRgb).pixels, (std::vector<std::uint8_t>{9, 9, 9}));
}

TEST(DegradedPixels, are_rounded_and_kept_within_eight_bits) {
  EXPECT_EQ(photo_of({1, 1, 3, {0.4F, 254.6F, 300.0F}}, Colour::kRgb).pixels, (std::vector<std::uint8_t>{0, 255, 255}));
}

}  // namespace
}  // namespace muster
