#include "leaks/align.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "image/fingerprint.h"
#include "support/pictures.h"

namespace muster {
namespace {

constexpr PictureView kWhole{};

/// The scene as a square, moved so: a point of the scene at u, v (−1 to 1) lies at M (u, v) + offset.
GreySquare moved(unsigned seed, double turn, double scale, double shift_x, double shift_y) {
  constexpr int kSide = 512;
  static const Image image = scene(seed, kSide, kSide);
  const double c = std::cos(turn) / scale, s = std::sin(turn) / scale;
  const Image result = changed(image, kSide, kSide, [&](const Image& from, int x, int y, int channel) {
    const double u = 2 * (x + 0.5) / kSide - 1 - shift_x, v = 2 * (y + 0.5) / kSide - 1 - shift_y;
    const auto place = [](double w) { return std::clamp(static_cast<int>((w + 1) * 256), 0, 511); };
    return pixel(from, place(c * u + s * v), place(c * v - s * u), channel);
  });
  return fingerprint_of(result).grey;
}

TEST(Align, finds_how_a_picture_was_moved) {
  const auto found = align(moved(5, 0, 1, 0, 0), kWhole, moved(5, 0.05, 0.95, 0.02, -0.03), kWhole);
  ASSERT_TRUE(found.has_value());
  EXPECT_NEAR(found->map.a, 0.95 * std::cos(0.05), 0.004);
  EXPECT_NEAR(found->map.b, -0.95 * std::sin(0.05), 0.004);
  EXPECT_NEAR(found->map.d, 0.95 * std::sin(0.05), 0.004);
  EXPECT_NEAR(found->map.e, 0.95 * std::cos(0.05), 0.004);
  EXPECT_GT(found->agreement, 0.98);
  EXPECT_GT(found->score, 0.9);
}

TEST(Align, starts_with_the_views_over_each_other) {
  const PictureView inner{0.1F, 0.1F, 0.9F, 0.9F};
  const auto found = align(moved(5, 0, 1, 0, 0), inner, moved(5, 0, 1.25, 0, 0), kWhole);
  ASSERT_TRUE(found.has_value());
  EXPECT_NEAR(found->map.a, 1.25, 0.01);
  EXPECT_NEAR(found->overlap, 0.64, 0.06);
  EXPECT_GT(found->agreement, 0.98);
}

TEST(Align, finds_gain_and_offset) {
  const GreySquare grey = moved(5, 0, 1, 0, 0);
  GreySquare faded = grey;
  for (std::uint8_t& value : faded) value = static_cast<std::uint8_t>(60 + value / 2);
  const auto found = align(grey, kWhole, faded, kWhole);
  ASSERT_TRUE(found.has_value());
  EXPECT_NEAR(found->gain, 2, 0.05);
  EXPECT_NEAR(found->offset, -120, 6);
}

TEST(Align, of_unrelated_pictures_does_not_agree) {
  for (unsigned a = 0; a < 12; ++a)
    for (unsigned b = 0; b < a; ++b)
      EXPECT_LT(align(grey_scene(a), kWhole, grey_scene(b), kWhole).value_or(Alignment{}).score, 0.6);
}

TEST(Align, of_flat_pictures_has_no_texture_and_proves_nothing) {
  GreySquare white, sky;
  white.fill(255);
  for (std::size_t i = 0; i < sky.size(); ++i) sky[i] = static_cast<std::uint8_t>(150 + i / 64);
  for (const GreySquare& other : {white, sky})
    EXPECT_LT(align(white, kWhole, other, kWhole).value_or(Alignment{}).texture, 6);
  EXPECT_LT(align(sky, kWhole, sky, kWhole).value_or(Alignment{}).texture, 10);
}

}  // namespace
}  // namespace muster
