#include "measure/score_kind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster {
namespace {

using testing::HasSubstr;

const TensorSpec kFourFloats{"out", ElementType::kFloat32, {1, 4}, std::nullopt};
const TensorSpec kThousandBytes{"out", ElementType::kUInt8, {1, 1000}, Quantization{{1 / 256.0F}, {0}, 0}};

/// As many photos with the same lowest and highest output and sum.
ScoreRange photos(int count, float low, float high, float sum) {
  ScoreRange range;
  for (int i = 0; i < count; ++i) range.include(low, high, sum);
  return range;
}

TEST(ScoreKind, is_what_the_models_last_operator_makes) {
  EXPECT_EQ(photos(1, 0, 0.9F, 1).kind("", kFourFloats, "softmax").name, "probability");
  EXPECT_EQ(photos(1, 0, 0.9F, 1).kind("", kFourFloats, "sigmoid").name, "sigmoid");
  EXPECT_EQ(photos(1, 0.1F, 0.4F, 1).kind("", kFourFloats, "none").name, "logit");
  EXPECT_EQ(photos(1, -9, -0.1F, -20).kind("", kFourFloats, "log_softmax").name, "logit");
  EXPECT_TRUE(photos(1, 0, 0.9F, 1).kind("", kFourFloats, "softmax").detected);
}

TEST(ScoreKind, is_not_what_the_scores_contradict) {
  EXPECT_EQ(photos(1, -2, 9, 4).kind("", kFourFloats, "softmax").name, "logit");
  EXPECT_EQ(photos(1, 0.6F, 0.9F, 2.9F).kind("", kFourFloats, "softmax").name, "sigmoid")
      << "a softmax over something else than the classes";
}

TEST(ScoreKind, of_few_or_sure_photos_is_no_probability_by_its_sum) {
  EXPECT_EQ(photos(1, 0, 0.9F, 1).kind("", kFourFloats, "").name, "sigmoid");
  EXPECT_EQ(photos(9, 0, 0.6F, 1).kind("", kFourFloats, "").name, "sigmoid");
  EXPECT_EQ(photos(500, 0, 0.9995F, 1).kind("", kFourFloats, "").name, "sigmoid") << "sure sigmoids sum to one too";
  EXPECT_EQ(photos(10, 0, 0.6F, 1).kind("", kFourFloats, "").name, "probability");
  ScoreRange range = photos(100, 0, 0.6F, 1);
  range.include(0, 0.6F, 1.2F);
  EXPECT_EQ(range.kind("", kFourFloats, "").name, "sigmoid") << "one photo is enough";
}

TEST(ScoreKind, of_a_plain_last_layer_is_probability_only_where_all_of_many_photos_say_so) {
  EXPECT_EQ(photos(9, 0.1F, 0.6F, 1).kind("", kFourFloats, "none").name, "logit");
  EXPECT_EQ(photos(10, 0.1F, 0.6F, 1).kind("", kFourFloats, "none").name, "probability");
}

TEST(ScoreKind, allows_for_the_rounding_of_a_thousand_quantized_outputs) {
  ScoreRange range;
  for (int i = 0; i < 5; ++i) range.include(0, 0.8F, 0.87F), range.include(0, 0.5F, 1.1F);
  EXPECT_EQ(range.kind("", kThousandBytes, "").name, "probability");
  EXPECT_EQ(range.contradiction("probability", kThousandBytes, "softmax"), std::nullopt);
  EXPECT_EQ(photos(3, 0, 0.1F, 0.2F).contradiction("probability", kThousandBytes, "softmax"), std::nullopt)
      << "of a thousand small ones most are rounded to 0";
}

TEST(ScoreKind, calls_independent_scores_sigmoids) {
  EXPECT_EQ(photos(1, 0.1F, 0.9F, 1.9F).kind("", kFourFloats, "").name, "sigmoid");
}

TEST(ScoreKind, calls_anything_beyond_zero_and_one_logits) {
  ScoreRange range = photos(20, 0, 0.6F, 1);
  range.include(-2, 0.9F, 1);
  EXPECT_EQ(range.kind("", kFourFloats, "").name, "logit");
}

TEST(ScoreKind, believes_the_user_whom_the_scores_do_not_contradict) {
  const ScoreRange range = photos(20, 0.1F, 0.6F, 1.4F);
  EXPECT_EQ(range.kind("sigmoid", kFourFloats, "none").name, "sigmoid");
  EXPECT_FALSE(range.kind("sigmoid", kFourFloats, "none").detected);
  EXPECT_EQ(range.contradiction("sigmoid", kFourFloats, "none"), std::nullopt);
  EXPECT_EQ(range.contradiction("logit", kFourFloats, "none"), std::nullopt);
}

TEST(ScoreKind, that_is_stated_and_contradicted_says_how) {
  const auto said = [](const ScoreRange& range, std::string_view stated, std::string_view activation) {
    return range.contradiction(stated, kFourFloats, activation).value_or("");
  };
  EXPECT_THAT(said(photos(1, -3, 12.9F, 20), "probability", "none"),
              HasSubstr("go from -3 to 12.9: say --scores logit"));
  EXPECT_THAT(said(photos(1, -3, 12.9F, 20), "sigmoid", ""), HasSubstr("stated to be sigmoids"));
  EXPECT_THAT(said(photos(1, 0.2F, 0.9F, 2.5F), "probability", ""), HasSubstr("sum to 2.5, not to 1"));
  EXPECT_THAT(said(photos(1, 0, 0.9F, 1), "logit", "softmax"), HasSubstr("the model ends in a softmax"));
  EXPECT_THAT(said(photos(10, 0, 0.6F, 1), "logit", ""), HasSubstr("say --scores probability"));
  EXPECT_EQ(said(photos(1, 0, 0.9F, 1.0005F), "probability", "softmax"), "");
  EXPECT_EQ(said(photos(1, 0, 0.9F, 1), "sigmoid", "softmax"), "");
  EXPECT_EQ(said(ScoreRange(), "probability", ""), "");
}

TEST(ScoreKind, says_nothing_of_a_run_without_scores) {
  EXPECT_EQ(ScoreRange().kind("", kFourFloats, "softmax").name, "");
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
