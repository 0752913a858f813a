#include "worker/scores.h"

#include <gtest/gtest.h>

#include <cstring>

namespace muster {
namespace {

TEST(BestClasses, puts_the_lower_output_first_where_scores_tie) {
  const std::vector<float> scores{0.1F, 0.5F, 0.5F, 0.0F, 0.5F, 0.1F, 0.1F};
  const Best best = best_classes(scores, false);
  EXPECT_EQ(best.classes, (BestClasses{1, 2, 4, 0, 5}));
  EXPECT_EQ(best.scores, (BestScores{0.5F, 0.5F, 0.5F, 0.1F, 0.1F}));
}

TEST(BestClasses, counts_classes_from_behind_the_background) {
  const std::vector<float> scores{0.9F, 0.2F, 0.3F};
  EXPECT_EQ(best_classes(scores, true).classes, (BestClasses{kBackground, 1, 0, kAbsent, kAbsent}));
}

TEST(BestClasses, ranks_negative_logits) {
  const std::vector<float> scores{-3, -1, -2};
  EXPECT_EQ(best_classes(scores, false).classes, (BestClasses{1, 2, 0, kAbsent, kAbsent}));
}

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
