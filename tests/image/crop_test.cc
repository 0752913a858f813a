#include "image/crop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster {
namespace {

using testing::HasSubstr;

TEST(Crop, central_is_the_square_that_pillow_users_cut) {
  const auto plan = plan_crop({.kind = Crop::Kind::kCentral, .fraction = 0.875}, 500, 375, 224, 224);
  EXPECT_EQ(plan->width, 328);  // int(328.125)
  EXPECT_EQ(plan->height, 328);
  EXPECT_EQ(plan->left, 86);
  EXPECT_EQ(plan->top, 23);  // 47 // 2
  EXPECT_EQ(plan->resized_width, 224);
}

TEST(Crop, litert_central_rounds_sides_and_offsets) {
  const auto plan = plan_crop({.kind = Crop::Kind::kLitertCentral, .fraction = 0.875}, 500, 373, 224, 224);
  EXPECT_EQ(plan->width, 326);  // round(326.375)
  EXPECT_EQ(plan->left, 87);
  EXPECT_EQ(plan->top, 24);  // round(23.5)
  EXPECT_EQ(plan_crop({.kind = Crop::Kind::kLitertCentral, .fraction = 0.875}, 500, 372, 224, 224)->width,
            326);  // 325.5
}

TEST(Crop, none_takes_the_whole_photo) {
  const auto plan = plan_crop({.kind = Crop::Kind::kNone}, 500, 375, 224, 200);
  EXPECT_EQ(plan->width, 500);
  EXPECT_EQ(plan->height, 375);
  EXPECT_EQ(plan->resized_height, 200);
}

TEST(Crop, resize_follows_torchvision) {
  const auto plan = plan_crop({.kind = Crop::Kind::kResizeShort, .short_side = 256}, 500, 375, 224, 224);
  EXPECT_EQ(plan->resized_width, 341);  // int(256 * 500 / 375)
  EXPECT_EQ(plan->resized_height, 256);
  EXPECT_EQ(plan->window_left, 58);  // round(58.5) is 58 in Python
  EXPECT_EQ(plan->window_top, 16);
  EXPECT_EQ(plan_crop({.kind = Crop::Kind::kResizeShort, .short_side = 259}, 100, 100, 200, 200)->window_left,
            30);  // 29.5
}

TEST(Crop, resize_refuses_an_input_larger_than_the_resized_photo) {
  const auto plan = plan_crop({.kind = Crop::Kind::kResizeShort, .short_side = 256}, 500, 375, 299, 299);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(plan.error().message, HasSubstr("at least resize:299"));
}

TEST(Crop, letterbox_keeps_the_whole_photo_between_bars) {
  const auto wide = plan_crop({.kind = Crop::Kind::kLetterbox}, 500, 375, 224, 224);
  EXPECT_EQ(wide->width, 500);
  EXPECT_EQ(wide->resized_width, 224);
  EXPECT_EQ(wide->kept_height, 168);
  EXPECT_EQ(wide->top_bar, 28);
  EXPECT_EQ(wide->left_bar, 0);
  const auto tall = plan_crop({.kind = Crop::Kind::kLetterbox}, 1, 1000, 224, 224);
  EXPECT_EQ(tall->kept_width, 1);
  EXPECT_EQ(tall->kept_height, 224);
}

TEST(Crop, never_is_empty) {
  for (const auto kind : {Crop::Kind::kCentral, Crop::Kind::kLitertCentral})
    EXPECT_EQ(plan_crop({.kind = kind, .fraction = 0.1}, 3, 1, 8, 8)->width, 1);
}

}  // namespace
}  // namespace muster
