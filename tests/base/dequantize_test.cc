#include "base/dequantize.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TEST(Dequantize, follows_scale_and_zero_point) {
  const TensorSpec output{"out", ElementType::kInt8, {1, 3}, Quantization{{0.5F}, {-128}, 0}};
  const std::int8_t stored[] = {-128, 0, 127};
  const auto scores = dequantize(output, std::as_bytes(std::span(stored)));
  ASSERT_TRUE(scores.has_value());
  EXPECT_EQ(*scores, (std::vector<float>{0, 64, 127.5F}));
}

TEST(Dequantize, takes_floats_as_they_are) {
  const TensorSpec output{"out", ElementType::kFloat32, {1, 2}, std::nullopt};
  const float stored[] = {0.25F, -4};
  EXPECT_EQ(*dequantize(output, std::as_bytes(std::span(stored))), (std::vector<float>{0.25F, -4}));
}

TEST(Dequantize, refuses_a_type_that_holds_no_scores) {
  const TensorSpec output{"out", ElementType::kBool, {1, 2}, std::nullopt};
  const auto scores = dequantize(output, {});
  ASSERT_FALSE(scores.has_value());
  EXPECT_EQ(scores.error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace muster
