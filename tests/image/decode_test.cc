#include "image/decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string_view>

#include "image/golden_images.h"

namespace muster {
namespace {

std::vector<std::byte> bytes_of_text(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

std::vector<std::filesystem::path> golden_images() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(golden("images"))) paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

ErrorCode code_of(std::span<const std::byte> file) {
  const auto image = decode_image(file);
  EXPECT_FALSE(image);
  return image ? ErrorCode::kInternal : image.error().code;
}

std::string message_of(std::span<const std::byte> file) {
  const auto image = decode_image(file);
  return image ? "" : image.error().message;
}

/// Whatever a damaged file decodes to must be a whole picture.
void expect_consistent(const Result<Image>& image) {
  if (!image) return;
  EXPECT_EQ(image->pixels.size(), static_cast<std::size_t>(image->width) * 3 * static_cast<std::size_t>(image->height));
}

/// A PNG that claims a size and holds no pixels.
std::vector<std::byte> png_header_of_60000_by_60000() {
  return bytes_of_text(std::string_view(
      "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\xEA\x60\0\0\xEA\x60\x08\x02\0\0\0\x10\xB7\xF3\x57\0\0\0\0IDAT\x35\xAF\x06\x1E",
      45));
}

TEST(Decode, gives_pillows_pixels_of_every_format) {
  expect_pixels(golden("image_pixels.csv"), golden("images"));
}

TEST(Decode, tells_camera_and_second_of_a_heic) {
  EXPECT_EQ(decoded(golden("taken_at.heic")).capture, "Apple iPhone 15 2026:05:12 10:11:12");
  EXPECT_EQ(decoded(golden("images/orientation_6.heic")).capture, "");
}

TEST(Decode, leaves_a_photo_as_it_is_stored_where_asked) {
  const auto file = bytes_of(golden("images/orientation_6.jpg"));
  const Image turned = decoded(golden("images/orientation_6.jpg"));
  const auto stored = decode_image(file, Orientation::kStored);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->width, turned.height);
  EXPECT_TRUE(std::equal(stored->pixels.end() - 3, stored->pixels.end(),  // the last pixel stored is shown left below
                         turned.pixels.end() - 3 * turned.width));
}

TEST(Decode, turns_a_heic_once_and_is_near_pillow) {
  for (const std::string name : {"photo", "orientation_6"}) {
    const Image heic = decoded(golden("images/" + name + ".heic"));
    const Image expected = decoded(golden("images/" + name + "_heic.png"));
    EXPECT_EQ(heic.width, expected.width);
    ASSERT_EQ(heic.pixels.size(), expected.pixels.size());
    double distance = 0;
    for (std::size_t i = 0; i < heic.pixels.size(); ++i) distance += std::abs(heic.pixels[i] - expected.pixels[i]);
    EXPECT_LT(distance / static_cast<double>(heic.pixels.size()), 1.0) << name;  // versions of libheif round otherwise
  }
}

TEST(Decode, refuses_what_is_no_picture) {
  EXPECT_EQ(code_of({}), ErrorCode::kMalformed);
  EXPECT_EQ(code_of(bytes_of_text("hello, I am a text file")), ErrorCode::kUnsupported);
  EXPECT_EQ(code_of(bytes_of_text("\xFF\xD8")), ErrorCode::kUnsupported);
  EXPECT_EQ(code_of(bytes_of_text("\xFF\xD8\xFF")), ErrorCode::kMalformed);
}

TEST(Decode, refuses_a_huge_png_from_its_header_alone) {
  EXPECT_THAT(message_of(png_header_of_60000_by_60000()), testing::HasSubstr("60000 x 60000"));
}

TEST(Decode, refuses_a_cut_jpeg_wherever_it_is_cut) {
  for (const char* name : {"baseline_420.jpg", "progressive.jpg", "restart.jpg", "cmyk.jpg", "orientation_6.jpg"}) {
    const auto file = bytes_of(golden("images") / name);
    for (std::size_t size = 3; size < file.size(); ++size)
      ASSERT_EQ(code_of(std::span(file).first(size)), ErrorCode::kMalformed) << name << " cut at " << size;
  }
}

TEST(Decode, tolerates_bytes_behind_and_before_a_marker_as_pillow_does) {
  auto file = bytes_of(golden("images/baseline_420.jpg"));
  const std::string expected = digest(decoded(golden("images/baseline_420.jpg")).pixels);
  file.insert(file.end(), 100, std::byte{0x5A});
  EXPECT_EQ(digest(decode_image(file).value_or(Image{}).pixels), expected);
  file.insert(file.begin() + 2, 7, std::byte{0x11});  // libjpeg only warns of extraneous bytes
  file.insert(file.begin() + 2, std::byte{0xFF});
  file[3] = std::byte{0xFE};  // a comment of five bytes
  file[4] = std::byte{0};
  file[5] = std::byte{5};
  EXPECT_EQ(digest(decode_image(file).value_or(Image{}).pixels), expected);
}

TEST(Decode, refuses_other_pictures_when_cut_and_never_crashes) {
  for (const auto& path : golden_images()) {
    const auto file = bytes_of(path);
    for (std::size_t size = 0; size < file.size(); size += 7) {
      const auto image = decode_image(std::span(file).first(size));
      if (path.extension() == ".bmp") {
        ASSERT_FALSE(image) << path << " cut at " << size;
      }
    }
    EXPECT_FALSE(decode_image(std::span(file).first(file.size() / 2))) << path;
  }
}

TEST(Decode, survives_random_bytes_behind_every_magic) {
  std::mt19937 random(1);
  for (const auto& path : golden_images()) {
    const auto file = bytes_of(path);
    for (const std::size_t kept : {4U, 12U, 24U}) {
      for (int round = 0; round < 20; ++round) {
        auto noise = file;
        std::generate(noise.begin() + static_cast<std::ptrdiff_t>(kept), noise.end(),
                      [&] { return static_cast<std::byte>(random()); });
        const auto image = decode_image(noise);
        expect_consistent(image);
      }
    }
  }
}

TEST(Decode, survives_flipped_bytes) {
  std::mt19937 random(2);
  for (const auto& path : golden_images()) {
    const auto file = bytes_of(path);
    for (int round = 0; round < 100; ++round) {
      auto damaged = file;
      for (int flips = 0; flips < 1 + round % 5; ++flips)
        damaged[random() % (round % 2 == 0 ? std::min<std::size_t>(damaged.size(), 300) : damaged.size())] =
            static_cast<std::byte>(random());
      const auto image = decode_image(damaged);
      expect_consistent(image);
    }
  }
}

TEST(Decode, refuses_a_jpeg_with_absurdly_many_scans) {
  const auto file = bytes_of(golden("images/progressive.jpg"));
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  const std::size_t last_scan = text.rfind("\xFF\xDA");
  std::string many(text.substr(0, text.size() - 2));
  for (int i = 0; i < 5000; ++i) many += text.substr(last_scan, text.size() - 2 - last_scan);
  many += "\xFF\xD9";
  EXPECT_THAT(message_of(bytes_of_text(many)), testing::HasSubstr("more scans"));
}

TEST(Decode, names_what_it_does_not_support) {
  auto bmp = bytes_of(golden("images/palette_8.bmp"));
  bmp[30] = std::byte{1};
  EXPECT_THAT(message_of(bmp), testing::HasSubstr("BMP: compression 1 (run-length"));
  bmp = bytes_of(golden("images/v5_masks.bmp"));
  bmp[54] = std::byte{0x3F};
  EXPECT_THAT(message_of(bmp), testing::HasSubstr("colour mask"));
}

}  // namespace
}  // namespace muster
