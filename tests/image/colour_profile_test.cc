#include "image/colour_profile.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "image/golden_images.h"

namespace muster {
namespace {

bool other(const std::string& profile) {
  return has_other_colours(std::as_bytes(std::span(profile)));
}

/// A profile's header and tag count, with that colour space.
std::string header(const std::string& space, const std::string& count = std::string(4, '\0')) {
  return std::string(16, '\0') + space + std::string(16, '\0') + "acsp" + std::string(88, '\0') + count;
}

TEST(ColourProfile, is_told_of_every_format_that_can_hold_one) {
  for (const char* name : {"profile_p3.jpg", "profile_p3.png", "profile_p3.webp", "profile_p3.heic"})
    EXPECT_TRUE(decoded(golden("images/" + std::string(name))).other_colours) << name;
}

TEST(ColourProfile, of_srgb_or_none_is_not_told) {
  for (const char* name : {"profile_srgb.jpg", "profile_srgb.png", "profile_srgb.webp", "baseline_420.jpg", "rgb.png",
                           "lossless.webp", "photo.heic", "rgb_24.bmp"})
    EXPECT_FALSE(decoded(golden("images/" + std::string(name))).other_colours) << name;
}

TEST(ColourProfile, is_kept_in_mind_when_the_photo_is_turned) {
  auto file = bytes_of(golden("images/profile_p3.jpg"));
  const std::string exif(
      "\xFF\xE1\0\x22"
      "Exif\0\0II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0",
      36);
  const auto segment = std::as_bytes(std::span(exif));
  file.insert(file.begin() + 2, segment.begin(), segment.end());
  const Image upright = decoded(golden("images/profile_p3.jpg"));
  const auto image = decode_image(file);
  ASSERT_TRUE(image.has_value());
  EXPECT_EQ(image->width, upright.height);
  EXPECT_TRUE(image->other_colours);
}

TEST(ColourProfile, of_inks_or_tables_alone_states_other_colours_and_a_grey_one_none) {
  EXPECT_TRUE(other(header("CMYK")));
  EXPECT_TRUE(other(header("RGB ")));
  EXPECT_FALSE(other(header("GRAY")));
}

TEST(ColourProfile, that_is_none_states_nothing) {
  EXPECT_FALSE(other(""));
  EXPECT_FALSE(other("acsp"));
  EXPECT_FALSE(other(std::string(500, 'x')));
}

TEST(ColourProfile, may_lie) {
  EXPECT_TRUE(other(header("RGB ", "\xFF\xFF\xFF\xFF")));
  EXPECT_TRUE(other(header("RGB ", std::string("\0\0\0\1", 4)) + "rXYZ" + "\xFF\xFF\xFF\xF0" + std::string(4, '\xFF')));
  std::mt19937 random(5);
  std::string noise = header("RGB ", std::string("\0\0\0\7", 4));
  for (int i = 0; i < 400; ++i) noise += static_cast<char>(random());
  EXPECT_TRUE(other(noise));
}

}  // namespace
}  // namespace muster
