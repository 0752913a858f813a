#include "leaks/find_alike.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "image/fingerprint.h"
#include "leaks/own_pixels.h"
#include "support/digits.h"
#include "support/pictures.h"

namespace muster {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;

PhotoPrints prints_of(const std::vector<Image>& images) {
  PhotoPrints prints{{}, {}, *GreyFile::create()};
  for (std::size_t i = 0; i < images.size(); ++i) {
    const Fingerprint print = fingerprint_of(images[i]);
    prints.facts.push_back({true, print.width, print.height, print.pixel_hash, print.colour, print.sharpness, {}});
    prints.captures.emplace_back();
    EXPECT_TRUE(prints.greys.put(i, print.grey).has_value());
  }
  return prints;
}

AlikeFound found_across(const std::vector<Image>& test, const std::vector<Image>& train, bool two_labels = false) {
  const PhotoPrints sought = prints_of(test), among = prints_of(train);
  return find_alike_across(PrintIndex(sought), PrintIndex(among, kViews),
                           [&](std::uint32_t, std::uint32_t) { return two_labels; }, {});
}

std::size_t photos_in(const AlikeFound& found) {
  std::set<std::uint32_t> photos;
  for (const AlikePhotos& pair : found.pairs) photos.insert(pair.first);
  return photos.size();
}

/// `count` of each digit, in typefaces of that range.
std::vector<Image> digits(unsigned first_typeface, unsigned typefaces, unsigned count, DigitStyle style = {}) {
  std::vector<Image> images;
  for (unsigned i = 0; i < count; ++i)
    for (int digit = 0; digit < 10; ++digit) {
      style.typeface = first_typeface + i % typefaces;
      images.push_back(drawn_digit(digit, i, style));
    }
  return images;
}

std::vector<Image> scenes(unsigned first, unsigned count, int side) {
  std::vector<Image> images;
  for (unsigned seed = first; seed < first + count; ++seed) images.push_back(scene(seed, side, side));
  return images;
}

Image noisy(const Image& image, double deviation) {
  std::mt19937 random(5);
  Image result = image;
  for (std::size_t i = 0; i < result.pixels.size(); i += 3) {
    double noise = -6;
    for (int k = 0; k < 12; ++k) noise += static_cast<double>(random()) / 4294967296.0;
    const double value = std::clamp(image.pixels[i] + deviation * noise, 0.0, 255.0);
    std::fill_n(result.pixels.begin() + static_cast<std::ptrdiff_t>(i), 3, static_cast<std::uint8_t>(value + 0.5));
  }
  return result;
}

TEST(FindAlike, reports_no_small_digit_of_a_typeface_that_is_on_one_side_only) {
  const AlikeFound found = found_across(digits(100, 10, 30), digits(0, 10, 30));
  EXPECT_TRUE(found.only_copies);
  EXPECT_LE(photos_in(found), 3U) << "of 300";
}

TEST(FindAlike, reports_no_large_digit_of_a_typeface_that_is_on_one_side_only) {
  const DigitStyle large{0, 80, 128, 5};
  EXPECT_LE(photos_in(found_across(digits(100, 5, 10, large), digits(0, 5, 10, large))), 1U) << "of 100";
}

TEST(FindAlike, finds_small_digits_that_were_compressed_again) {
  const std::vector<Image> train = digits(0, 10, 30);
  std::vector<Image> copies;
  for (std::size_t i = 0; i < train.size(); i += 3)
    copies.push_back(recompressed(train[i], 60 + static_cast<int>(i % 36)));
  const AlikeFound found = found_across(copies, train);
  EXPECT_GE(photos_in(found), 98U) << "of 100";
  for (const AlikePhotos& pair : found.pairs) {
    EXPECT_EQ(pair.second, 3 * pair.first);
    EXPECT_THAT(pair.edits, ElementsAre(AnyOf(Edit::kRecompressed, Edit::kBlurred))) << "noise is lost";
    EXPECT_GT(pair.score, 0.9);
  }
}

TEST(FindAlike, finds_no_other_digit_within_a_set) {
  const PhotoPrints prints = prints_of(digits(0, 30, 30));
  const auto found = find_alike_within(PrintIndex(prints), [](auto, auto) { return false; }, {});
  EXPECT_LE(found.pairs.size(), 3U) << "of 300";
}

TEST(FindAlike, finds_small_photos_that_were_cropped) {
  const std::vector<Image> train = scenes(0, 60, 40);
  std::vector<Image> copies;
  for (const Image& image : train)
    copies.push_back(changed(image, 36, 37, [](const Image& from, int x, int y, int channel) {
      return pixel(from, x + 2, y + 1, channel);
    }));
  const AlikeFound found = found_across(copies, train);
  EXPECT_FALSE(found.only_copies);
  EXPECT_GE(photos_in(found), 54U) << "of 60";
  EXPECT_EQ(photos_in(found_across(scenes(200, 60, 40), train)), 0U);
}

TEST(FindAlike, takes_few_pixels_for_no_evidence_however_much_they_were_enlarged) {
  const std::vector<Image> train = scenes(0, 60, 10);
  std::vector<Image> copies;
  for (const Image& image : train) copies.push_back(recompressed(image, 90));
  EXPECT_TRUE(found_across(copies, train).pairs.empty());
  EXPECT_EQ(photos_in(found_across(train, train)), 60U) << "equal pixels are the same picture";
}

TEST(FindAlike, asks_more_of_small_pictures_that_have_two_labels) {
  for (const bool small : {true, false}) {
    const DigitStyle style{0, small ? 20 : 80, small ? 32 : 128, 5};
    const std::vector<Image> train = digits(0, 10, 10, style);
    const OwnSize size = small ? OwnSize{20, 32} : OwnSize{};
    std::vector<Image> copies;
    for (std::size_t i = 0; i < train.size(); i += 10) {
      double deviation = 1;  // until more is left than two labels allow
      const auto levels = [&] {
        return residual_between(fingerprint_of(train[i]).grey, fingerprint_of(noisy(train[i], deviation)).grey, size)
            .levels;
      };
      while (levels() < 1.7F) deviation *= 1.05;
      copies.push_back(noisy(train[i], deviation));
    }
    EXPECT_EQ(photos_in(found_across(copies, train, false)), copies.size()) << style.width;
    EXPECT_EQ(photos_in(found_across(copies, train, true)), small ? 0 : copies.size()) << style.width;
  }
}

}  // namespace
}  // namespace muster
