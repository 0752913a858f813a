#include "image/fingerprint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "support/pictures.h"

namespace muster {
namespace {

TEST(Fingerprint, has_one_hash_for_equal_pixels_and_another_for_others) {
  const Image image = scene(1, 40, 30);
  Image other = image;
  EXPECT_EQ(fingerprint_of(image).pixel_hash, fingerprint_of(other).pixel_hash);
  other.pixels.back() ^= 1U;
  EXPECT_NE(fingerprint_of(image).pixel_hash, fingerprint_of(other).pixel_hash);
  other = image;
  std::swap(other.width, other.height);
  EXPECT_NE(fingerprint_of(image).pixel_hash, fingerprint_of(other).pixel_hash);
}

TEST(Fingerprint, knows_colour_from_grey_and_sharp_from_blurred) {
  const Image image = scene(2, 64, 64);
  const Image grey = changed(image, 64, 64, [](const Image& from, int x, int y, int) { return pixel(from, x, y, 1); });
  const Image blurred = changed(image, 64, 64, [](const Image& from, int x, int y, int channel) {
    int sum = 0;
    for (int dx = -3; dx <= 3; ++dx) sum += pixel(from, std::clamp(x + dx, 0, 63), y, channel);
    return static_cast<std::uint8_t>(sum / 7);
  });
  EXPECT_GT(fingerprint_of(image).colour, 10);
  EXPECT_EQ(fingerprint_of(grey).colour, 0);
  EXPECT_LT(fingerprint_of(blurred).sharpness, 0.9F * fingerprint_of(image).sharpness);
}

TEST(Fingerprint, of_a_photo_at_eight_times_the_size_is_the_same) {
  const Image image = scene(3, 64, 64);
  const Image large =
      changed(image, 512, 512, [](const Image& from, int x, int y, int c) { return pixel(from, x / 8, y / 8, c); });
  const Fingerprint small_print = fingerprint_of(image), large_print = fingerprint_of(large);
  int furthest = 0;
  for (std::size_t i = 0; i < small_print.grey.size(); ++i)
    furthest = std::max(furthest, std::abs(small_print.grey[i] - large_print.grey[i]));
  EXPECT_LE(furthest, 64) << "blocks of pixels, resized by a filter of two pixels";
  double sum = 0;
  for (std::size_t i = 0; i < small_print.grey.size(); ++i) sum += std::abs(small_print.grey[i] - large_print.grey[i]);
  EXPECT_LT(sum / 4096, 6);
}

TEST(Fingerprint, is_had_of_a_single_pixel) {
  Image dot;
  dot.width = dot.height = 1;
  dot.pixels = {10, 20, 30};
  const Fingerprint print = fingerprint_of(dot);
  EXPECT_EQ(print.grey[0], 18);
  EXPECT_EQ(print.grey[4095], 18);
  EXPECT_EQ(print.sharpness, 0);
}

}  // namespace
}  // namespace muster
