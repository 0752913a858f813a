#include "measure/score_kind.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

const TensorSpec kFourFloats{"out", ElementType::kFloat32, {1, 4}, std::nullopt};
const TensorSpec kThousandBytes{"out", ElementType::kUInt8, {1, 1000}, Quantization{{1 / 256.0F}, {0}, 0}};

TEST(ScoreKind, calls_scores_that_sum_to_one_probabilities) {
  ScoreRange range;
  range.include(0, 0.9F, 1);
  EXPECT_EQ(range.kind("", kFourFloats).name, "probability");
  EXPECT_TRUE(range.kind("", kFourFloats).detected);
}

TEST(ScoreKind, allows_for_the_rounding_of_a_thousand_quantized_outputs) {
  ScoreRange range;
  range.include(0, 0.8F, 0.87F);
  range.include(0, 0.5F, 1.1F);
  EXPECT_EQ(range.kind("", kThousandBytes).name, "probability");
}

TEST(ScoreKind, calls_independent_scores_sigmoids) {
  ScoreRange range;
  range.include(0.1F, 0.9F, 1.9F);
  EXPECT_EQ(range.kind("", kFourFloats).name, "sigmoid");
}

TEST(ScoreKind, calls_anything_beyond_zero_and_one_logits) {
  ScoreRange range;
  range.include(0, 0.9F, 1);
  range.include(-2, 0.9F, 1);
  EXPECT_EQ(range.kind("", kFourFloats).name, "logit");
}

TEST(ScoreKind, believes_the_user) {
  ScoreRange range;
  range.include(-2, 9, 1);
  EXPECT_EQ(range.kind("sigmoid", kFourFloats).name, "sigmoid");
  EXPECT_FALSE(range.kind("sigmoid", kFourFloats).detected);
}

TEST(ScoreKind, says_nothing_of_a_run_without_scores) {
  EXPECT_EQ(ScoreRange().kind("", kFourFloats).name, "");
}

TEST(SingleOutput, becomes_two_classes) {
  Predictions predictions;
  predictions.score_kind = "sigmoid";
  predictions.states = {PhotoState::kScored, PhotoState::kScored, PhotoState::kUnreadable};
  predictions.best = {
      BestClasses{0, kAbsent, kAbsent, kAbsent, kAbsent}, BestClasses{0, kAbsent, kAbsent, kAbsent, kAbsent}, {}};
  predictions.scores = {BestScores{0.5F}, BestScores{0.25F}, {}};
  split_single_output(predictions);
  EXPECT_EQ(predictions.best[0][0], 0);
  EXPECT_EQ(predictions.best[1][0], 1);
  EXPECT_FLOAT_EQ(predictions.scores[1][0], 0.75F);
  EXPECT_FLOAT_EQ(predictions.scores[1][1], 0.25F);
}

TEST(SingleOutput, turns_a_logit_into_a_probability) {
  Predictions predictions;
  predictions.score_kind = "logit";
  predictions.states = {PhotoState::kScored};
  predictions.best.resize(1);
  predictions.scores = {BestScores{-1.0F}};
  split_single_output(predictions);
  EXPECT_EQ(predictions.best[0][0], 1);
  EXPECT_NEAR(predictions.scores[0][0], 0.7310586, 1e-6);
}

}  // namespace
}  // namespace muster
