#include "image/prepare.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

Preprocessing stretched() {
  Preprocessing preprocessing;
  preprocessing.crop.kind = Crop::Kind::kNone;
  return preprocessing;
}

TEST(Prepare, orders_colours_as_asked) {
  const Image image{1, 1, {10, 20, 30}};
  Preprocessing preprocessing = stretched();
  EXPECT_EQ(prepare(image, preprocessing, 1, 1, 3)->values, (std::vector{10.F, 20.F, 30.F}));
  preprocessing.colour = Colour::kBgr;
  EXPECT_EQ(prepare(image, preprocessing, 1, 1, 3)->values, (std::vector{30.F, 20.F, 10.F}));
}

TEST(Prepare, puts_bars_of_one_grey_around_a_letterbox) {
  const Image image{2, 1, {10, 20, 30, 40, 50, 60}};
  Preprocessing preprocessing;
  preprocessing.crop = *parse_crop("letterbox:7");
  preprocessing.colour = Colour::kBgr;
  EXPECT_EQ(
      prepare(image, preprocessing, 2, 3, 3)->values,
      (std::vector{7.F, 7.F, 7.F, 7.F, 7.F, 7.F, 30.F, 20.F, 10.F, 60.F, 50.F, 40.F, 7.F, 7.F, 7.F, 7.F, 7.F, 7.F}));
  EXPECT_EQ(prepare(image, preprocessing, 4, 1, 1)->values, (std::vector{7.F, 18.F, 48.F, 7.F}));
}

TEST(Prepare, makes_grey_as_pillow_does) {
  const Image image{4, 1, {10, 20, 30, 255, 0, 0, 0, 255, 0, 255, 255, 255}};
  EXPECT_EQ(prepare(image, stretched(), 4, 1, 1)->values, (std::vector{18.F, 76.F, 150.F, 255.F}));
}

TEST(Prepare, refuses_inputs_that_are_no_pictures) {
  const Image image{1, 1, {10, 20, 30}};
  EXPECT_EQ(prepare(image, stretched(), 0, 1, 3).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(prepare(image, stretched(), 1, 1, 2).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(prepare(image, stretched(), 60'000, 60'000, 3).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(prepare(Image{}, stretched(), 1, 1, 3).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace muster
