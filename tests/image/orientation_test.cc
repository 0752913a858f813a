#include "image/orientation.h"

#include <gtest/gtest.h>

#include <string>

namespace muster {
namespace {

/// A picture of letters, one a pixel.
Image letters(int width, int height, const std::string& text) {
  Image image{width, height, {}};
  for (const char letter : text) image.pixels.insert(image.pixels.end(), 3, static_cast<std::uint8_t>(letter));
  return image;
}

std::string shown(int orientation) {
  const Image image = oriented(letters(3, 2, "abcdef"), orientation);
  std::string text;
  for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
    if (i > 0 && i / 3 % static_cast<std::size_t>(image.width) == 0) text += '/';
    text += static_cast<char>(image.pixels[i]);
  }
  return text;
}

TEST(Orientation, turns_and_mirrors_all_eight_ways) {
  EXPECT_EQ(shown(1), "abc/def");
  EXPECT_EQ(shown(2), "cba/fed");
  EXPECT_EQ(shown(3), "fed/cba");
  EXPECT_EQ(shown(4), "def/abc");
  EXPECT_EQ(shown(5), "ad/be/cf");
  EXPECT_EQ(shown(6), "da/eb/fc");
  EXPECT_EQ(shown(7), "fc/eb/da");
  EXPECT_EQ(shown(8), "cf/be/ad");
}

TEST(Orientation, leaves_meaningless_values_alone) {
  EXPECT_EQ(shown(0), "abc/def");
  EXPECT_EQ(shown(9), "abc/def");
  EXPECT_EQ(shown(-1), "abc/def");
}

}  // namespace
}  // namespace muster
