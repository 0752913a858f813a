#include "image/resize.h"

#include <gtest/gtest.h>

#include "image/golden_images.h"

namespace muster {
namespace {

Image grey_rows(int width, int height, const std::vector<int>& values) {
  Image image{width, height, {}};
  for (const int value : values) image.pixels.insert(image.pixels.end(), 3, static_cast<std::uint8_t>(value));
  return image;
}

CropPlan whole(const Image& image, int width, int height) {
  return {.width = image.width, .height = image.height, .resized_width = width, .resized_height = height};
}

std::vector<int> first_channel(const std::vector<std::uint8_t>& pixels) {
  std::vector<int> values;
  for (std::size_t i = 0; i < pixels.size(); i += 3) values.push_back(pixels[i]);
  return values;
}

TEST(Resize, equals_pillow_and_litert) {
  expect_resizes(golden("image_resizes.csv"), golden("images"));
}

TEST(Resize, area_is_within_one_of_opencv) {
  const Image image = decoded(golden("images/rgb.png"));
  for (const auto& [width, height] : {std::pair{20, 13}, {15, 31}, {60, 50}, {90, 15}}) {
    const std::string name = "images/area_" + std::to_string(width) + "x" + std::to_string(height) + ".png";
    const Image expected = decoded(golden(name));
    const Image result = resize_area(view_of(image, whole(image, width, height), width, height));
    ASSERT_EQ(result.pixels.size(), expected.pixels.size());
    for (std::size_t i = 0; i < result.pixels.size(); ++i)
      ASSERT_NEAR(result.pixels[i], expected.pixels[i], 1) << name << " at " << i;
  }
}

TEST(Resize, area_averages_what_a_pixel_covers) {
  const Image image = grey_rows(3, 1, {0, 100, 200});
  const Image result = resize_area(view_of(image, whole(image, 2, 1), 2, 1));
  EXPECT_EQ(first_channel(result.pixels), (std::vector{33, 167}));  // (0 + 50) / 1.5, (50 + 200) / 1.5
}

TEST(Resize, litert_starts_at_the_corner_and_repeats_the_last_pixel) {
  const Image image = grey_rows(2, 1, {10, 20});
  const auto result = resize_litert(view_of(image, whole(image, 4, 1), 4, 1));
  EXPECT_EQ((std::vector{result[0], result[3], result[6], result[9]}), (std::vector{10.F, 15.F, 20.F, 20.F}));
}

TEST(Resize, keeps_a_picture_of_the_same_size) {
  const Image image = decoded(golden("images/rgb.png"));
  const View view = view_of(image, whole(image, image.width, image.height), image.width, image.height);
  EXPECT_EQ(resize_pillow(view, Resize::kPillowBilinear).pixels, image.pixels);
  EXPECT_EQ(resize_pillow(view, Resize::kPillowBicubic).pixels, image.pixels);
  EXPECT_EQ(resize_area(view).pixels, image.pixels);
}

TEST(Resize, of_a_window_equals_that_window_of_the_whole) {
  const Image image = decoded(golden("images/rgb.png"));
  CropPlan plan = whole(image, 30, 22);
  const Image all = resize_pillow(view_of(image, plan, 30, 22), Resize::kPillowBicubic);
  plan.window_left = 11;
  plan.window_top = 5;
  const Image part = resize_pillow(view_of(image, plan, 9, 7), Resize::kPillowBicubic);
  for (std::size_t y = 0; y < 7; ++y)
    for (std::size_t x = 0; x < 27; ++x) ASSERT_EQ(part.pixels[y * 27 + x], all.pixels[(y + 5) * 90 + 33 + x]);
}

TEST(Resize, of_one_pixel_fills_the_input) {
  const Image image = grey_rows(1, 1, {77});
  for (const Resize filter : {Resize::kPillowBilinear, Resize::kPillowBicubic})
    EXPECT_EQ(resize_pillow(view_of(image, whole(image, 5, 4), 5, 4), filter).pixels,
              std::vector<std::uint8_t>(60, 77));
  EXPECT_EQ(resize_area(view_of(image, whole(image, 5, 4), 5, 4)).pixels, std::vector<std::uint8_t>(60, 77));
  for (const float value : resize_litert(view_of(image, whole(image, 5, 4), 5, 4))) EXPECT_FLOAT_EQ(value, 77.F);
}

}  // namespace
}  // namespace muster
