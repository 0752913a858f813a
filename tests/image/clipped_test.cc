#include "image/clipped.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TensorSpec quantized(ElementType type, float scale, std::int64_t zero_point) {
  return {"image", type, {1, 1, 4, 1}, Quantization{{scale}, {zero_point}, 0}};
}

Preprocessing stated(float mean, float std) {
  Preprocessing preprocessing;
  preprocessing.mean = {mean}, preprocessing.std = {std};
  preprocessing.encoding = Encoding::kQuantized;
  return preprocessing;
}

const Pixels kGrey{4, 1, 1, {0, 1, 128, 255}};

TEST(Clipped, counts_numbers_that_a_quantized_input_cannot_hold) {
  const TensorSpec minus1_to_1 = quantized(ElementType::kUInt8, 1.0F / 128, 128);
  EXPECT_EQ(clipped_share(kGrey, stated(0, 1), minus1_to_1), 0.5) << "0 and 1 are 128 and 256 there";
  EXPECT_EQ(clipped_share(kGrey, stated(127.5F, 127.5F), minus1_to_1), 0);
  EXPECT_EQ(clipped_share(kGrey, stated(0, 1), quantized(ElementType::kInt8, 1, -128)), 0);
  EXPECT_EQ(clipped_share(kGrey, stated(0, 1), quantized(ElementType::kInt8, 1, 0)), 0.25);
  EXPECT_EQ(clipped_share(kGrey, stated(128, 1), quantized(ElementType::kInt16, 0.001F, 0)), 0.75);
}

TEST(Clipped, forgives_the_ends_three_percent_of_the_span) {
  EXPECT_EQ(clipped_share(kGrey, stated(127, 128), quantized(ElementType::kUInt8, 1.0F / 128, 128)), 0)
      << "white is 256 of at most 255";
  EXPECT_EQ(clipped_share(kGrey, stated(0, 255), quantized(ElementType::kUInt8, 0.972F / 255, 0)), 0);
  EXPECT_EQ(clipped_share(kGrey, stated(0, 255), quantized(ElementType::kUInt8, 0.969F / 255, 0)), 0.25);
}

TEST(Clipped, is_nothing_where_no_mean_and_std_meet_a_scale) {
  Preprocessing raw = stated(0, 1);
  raw.encoding = Encoding::kRawPixel;
  EXPECT_EQ(clipped_share(kGrey, raw, quantized(ElementType::kUInt8, 1.0F / 128, 128)), 0);
  EXPECT_EQ(clipped_share(kGrey, stated(0, 1), {"image", ElementType::kUInt8, {1, 1, 4, 1}, {}}), 0);
}

TEST(Clipped, takes_mean_and_std_of_each_channel) {
  Preprocessing one_wrong = stated(127.5F, 127.5F);
  one_wrong.mean = {127.5F, 0, 127.5F}, one_wrong.std = {127.5F, 1, 127.5F};
  const Pixels colour{2, 1, 3, {10, 100, 200, 10, 100, 200}};
  EXPECT_DOUBLE_EQ(clipped_share(colour, one_wrong, quantized(ElementType::kUInt8, 1.0F / 128, 128)), 1.0 / 3);
}

}  // namespace
}  // namespace muster
