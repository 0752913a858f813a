#include "leaks/print_index.h"

#include <gtest/gtest.h>

#include "image/fingerprint.h"
#include "support/pictures.h"

namespace muster {
namespace {

PhotoPrints prints_of(const std::vector<GreySquare>& greys) {
  PhotoPrints prints{{}, {}, *GreyFile::create()};
  for (std::size_t i = 0; i < greys.size(); ++i) {
    prints.facts.push_back({true, 64, 64, i, 0, 0, {}});
    prints.captures.emplace_back();
    EXPECT_TRUE(prints.greys.put(i, greys[i]).has_value());
  }
  return prints;
}

TEST(PrintIndex, finds_a_picture_however_it_was_turned) {
  std::vector<GreySquare> greys;
  for (unsigned seed = 0; seed < 30; ++seed) greys.push_back(grey_scene(seed));
  const PhotoPrints prints = prints_of(greys);
  const PrintIndex index(prints);
  for (Symmetry symmetry = 0; symmetry < kSymmetries; ++symmetry) {
    const PhotoPrints sought = prints_of({turned(greys[7], symmetry)});
    const auto found = index.search(PrintIndex(sought), 0, {});
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].photo, 7U);
    EXPECT_LE(found[0].distance, 1);
    EXPECT_EQ(turned(turned(greys[7], symmetry), found[0].symmetry), greys[7]);
  }
}

TEST(PrintIndex, leaves_out_photos_that_could_not_be_read) {
  PhotoPrints prints = prints_of({grey_scene(1)});
  prints.facts[0].readable = false;
  const PhotoPrints sought = prints_of({grey_scene(1)});
  EXPECT_TRUE(PrintIndex(prints).search(PrintIndex(sought), 0, {}).empty());
}

TEST(Views, cut_off_a_border_of_one_colour) {
  const Image image = scene(3, 100, 100);
  const Image framed = changed(image, 100, 200, [](const Image& from, int x, int y, int channel) {
    return y < 50 || y >= 150 ? std::uint8_t{0} : pixel(from, x, y - 50, channel);
  });
  const auto view = view_of(fingerprint_of(framed).grey, kFlatBorder);
  ASSERT_TRUE(view.has_value());
  EXPECT_NEAR(view->top, 0.25, 0.02);
  EXPECT_NEAR(view->bottom, 0.75, 0.02);
  EXPECT_FALSE(view_of(fingerprint_of(image).grey, kFlatBorder).has_value());
}

TEST(GreyFile, gives_back_what_was_put_and_black_for_the_rest) {
  auto file = GreyFile::create();
  ASSERT_TRUE(file.has_value());
  ASSERT_TRUE(file->put(3, grey_scene(4)).has_value());
  EXPECT_EQ(file->get(3), grey_scene(4));
  EXPECT_EQ(file->get(1), GreySquare{});
  EXPECT_EQ(file->get(9), GreySquare{});
}

}  // namespace
}  // namespace muster
