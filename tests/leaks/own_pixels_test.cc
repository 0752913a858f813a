#include "leaks/own_pixels.h"

#include <gtest/gtest.h>

#include "image/fingerprint.h"
#include "support/digits.h"
#include "support/pictures.h"

namespace muster {
namespace {

PrintFacts facts(int width, int height) {
  return {true, width, height, 1, 0, 0, {}};
}

GreySquare digit(int value, unsigned typeface, unsigned seed) {
  return fingerprint_of(drawn_digit(value, seed, {typeface})).grey;
}

TEST(OwnPixels, are_those_of_the_smaller_picture_and_no_more_than_the_squares) {
  const OwnSize upright = own_size(facts(20, 32), facts(400, 30), 0),
                turned = own_size(facts(20, 32), facts(32, 20), 4);
  EXPECT_EQ(upright.columns, 20);
  EXPECT_EQ(upright.rows, 30);
  EXPECT_EQ(turned.columns, 20);
  EXPECT_EQ(turned.rows, 32);
  EXPECT_TRUE(turned.is_small());
  EXPECT_EQ(own_size(facts(500, 375), facts(640, 480), 0).pixels(), 64 * 64);
  EXPECT_FALSE(own_size(facts(500, 375), facts(640, 480), 0).is_small());
}

TEST(OwnPixels, of_a_compressed_picture_differ_by_less_than_two_levels) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const Image image = drawn_digit(static_cast<int>(seed % 10), seed, {seed});
    const Residual residual =
        residual_between(fingerprint_of(image).grey, fingerprint_of(recompressed(image, 60)).grey, {20, 32});
    EXPECT_LT(residual.levels, 2);
    EXPECT_LT(residual.share, 0.2);
  }
}

TEST(OwnPixels, of_one_digit_in_two_typefaces_differ_by_more) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const int value = static_cast<int>(seed % 10);
    EXPECT_GT(residual_between(digit(value, seed, seed), digit(value, seed + 50, seed), {20, 32}).levels, 3);
  }
}

TEST(OwnPixels, may_be_brighter) {
  const GreySquare grey = digit(4, 1, 1);
  GreySquare faded = grey;
  for (std::uint8_t& value : faded) value = static_cast<std::uint8_t>(60 + value / 2);
  const Residual residual = residual_between(grey, faded, {20, 32});
  EXPECT_NEAR(residual.gain, 2, 0.05);
  EXPECT_NEAR(residual.offset, -120, 6);
  EXPECT_LT(residual.levels, 1);
}

TEST(OwnPixels, of_plain_grounds_prove_nothing) {
  GreySquare white, sky;
  white.fill(255);
  for (std::size_t i = 0; i < sky.size(); ++i) sky[i] = static_cast<std::uint8_t>(150 + i / 64);
  EXPECT_EQ(residual_between(white, white, {}).share, 1);
  EXPECT_EQ(residual_between(sky, sky, {}).share, 1);
}

}  // namespace
}  // namespace muster
