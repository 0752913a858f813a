#include "image/thumbnail.h"

#include <gtest/gtest.h>

#include "image/decode.h"
#include "support/message_of.h"
#include "support/pictures.h"

namespace muster {
namespace {

Image read(const Result<std::vector<std::byte>>& file) {
  EXPECT_TRUE(file.has_value()) << message_of(file);
  auto image = decode_image(*file);
  EXPECT_TRUE(image.has_value()) << message_of(image);
  return image ? *image : Image{};
}

TEST(Thumbnail, is_the_whole_photo_with_its_longer_side_of_128_pixels) {
  const Image wide = read(thumbnail_of(scene(1, 640, 480)));
  EXPECT_EQ(wide.width, 128);
  EXPECT_EQ(wide.height, 96);
  const Image tall = read(thumbnail_of(scene(1, 1, 1000)));
  EXPECT_EQ(tall.width, 1);
  EXPECT_EQ(tall.height, 128);
}

TEST(Thumbnail, of_a_small_photo_keeps_its_size_and_looks_like_it) {
  const Image photo = scene(2, 60, 40);
  const Image small = read(thumbnail_of(photo));
  ASSERT_EQ(small.width, 60);
  ASSERT_EQ(small.height, 40);
  double difference = 0;
  for (std::size_t i = 0; i < photo.pixels.size(); ++i)
    difference += std::abs(static_cast<double>(photo.pixels[i]) - static_cast<double>(small.pixels[i]));
  EXPECT_LT(difference / static_cast<double>(photo.pixels.size()), 20) << "a lossy file of a noisy picture";
}

}  // namespace
}  // namespace muster
