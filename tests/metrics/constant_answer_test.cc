// What always giving one answer reaches, and whether a model beats it ("commonest_class_share").
#include "metrics/constant_answer.h"

#include <gtest/gtest.h>

#include <random>

#include "support/run_builder.h"

namespace muster {
namespace {

using testing::answered_run;
using testing::measurement_of;

ClassificationCounts counts_of(const muster::Run& run) {
  return count_classification(run).value();
}

TEST(CommonestClassShare, is_the_accuracy_of_the_commonest_class_of_the_graded_photos) {
  const muster::Run run = answered_run({"hen", "cock", "duck"}, {{0, 0, 285}, {1, 0, 14}, {1, 1, 1}});
  const Measurement share = measurement_of(judge(run, default_budget()), "commonest_class_share");
  EXPECT_DOUBLE_EQ(share.estimate.value, 0.95);
  EXPECT_EQ(share.estimate.count, 300U);
  EXPECT_EQ(share.note, "accuracy of always answering hen");
}

TEST(CommonestClassShare, is_of_the_groups_where_classes_are_graded_together) {
  muster::Run run = answered_run({"hen", "cock", "cat"}, {{0, 0, 40}, {1, 1, 40}, {2, 2, 60}});
  EXPECT_NEAR(measurement_of(judge(run, Budget{}), "commonest_class_share").estimate.value, 60.0 / 140, 1e-12);
  run.class_groups = {{"fowl", {0, 1}}};
  const Measurement grouped = measurement_of(judge(run, Budget{}), "commonest_class_share");
  EXPECT_NEAR(grouped.estimate.value, 80.0 / 140, 1e-12);
  EXPECT_EQ(grouped.note, "accuracy of always answering fowl");
}

TEST(ConstantBaseline, counts_the_photos_that_only_one_of_the_two_has_right) {
  const auto counts = counts_of(answered_run({"hen", "cock"}, {{0, 0, 280}, {0, 1, 5}, {1, 0, 3}, {1, 1, 12}}));
  const ConstantBaseline baseline = constant_baseline(counts).value();
  EXPECT_EQ(baseline.pairs.only_first, 12U);
  EXPECT_EQ(baseline.pairs.only_second, 5U);
  EXPECT_EQ(baseline.pairs.n, 300U);
  EXPECT_EQ(baseline.classes_shown, 2U);
  EXPECT_FALSE(beats_constant(baseline));  // binomial, 12 of 17 at one half: p = 0.0717
}

TEST(ConstantBaseline, takes_unreadable_photos_of_the_commonest_class_for_the_constant_answer) {
  muster::Run run = answered_run({"hen", "cock"}, {{0, 0, 280}, {1, 1, 15}, {0, 0, 10}});
  EXPECT_TRUE(beats_constant(*constant_baseline(counts_of(run))));
  for (std::size_t i = 295; i < 305; ++i) run.predictions.states[i] = PhotoState::kUnreadable;
  EXPECT_FALSE(beats_constant(*constant_baseline(counts_of(run))));
}

TEST(ConstantBaseline, of_equal_classes_is_the_one_that_is_hardest_to_beat) {
  const auto counts = counts_of(answered_run({"a", "b"}, {{0, 0, 50}, {1, 1, 30}, {1, 0, 20}}));
  EXPECT_EQ(constant_baseline(counts)->commonest, 1U);
}

TEST(ConstantBaseline, says_how_many_photos_would_show_the_advantage) {
  // 12 to 5 in 300: Connor's formula with one-sided 95 % and 80 % power, and 2 / difference more.
  const auto counts = counts_of(answered_run({"hen", "cock"}, {{0, 0, 280}, {0, 1, 5}, {1, 0, 3}, {1, 1, 12}}));
  EXPECT_EQ(photos_to_beat_constant(*constant_baseline(counts)), 728U);
  const auto behind = counts_of(answered_run({"hen", "cock"}, {{0, 0, 270}, {0, 1, 15}, {1, 1, 15}}));
  EXPECT_FALSE(photos_to_beat_constant(*constant_baseline(behind)));
}

TEST(ConstantBaseline, is_beaten_with_80_percent_probability_by_as_many_photos_as_it_says) {
  std::mt19937_64 random(1);
  std::discrete_distribution<int> photo({12, 5, 283});  // only the model, only the constant answer, both or neither
  int shown = 0;
  for (int run = 0; run < 1000; ++run) {
    ConstantBaseline baseline;
    baseline.pairs.n = 728;
    for (int i = 0; i < 728; ++i) {
      const int which = photo(random);
      baseline.pairs.only_first += which == 0 ? 1U : 0U;
      baseline.pairs.only_second += which == 1 ? 1U : 0U;
    }
    shown += beats_constant(baseline) ? 1 : 0;
  }
  EXPECT_NEAR(shown / 1000.0, 0.8, 0.04);
}

/// A model that is right on each photo by its class alone, at rates that make it exactly as good as the constant
/// answer.
muster::Run no_better_than_constant(std::mt19937_64& random, std::size_t groups, std::size_t in_group) {
  std::vector<testing::Answered> answers;
  std::vector<std::uint32_t> group_of;
  for (std::uint32_t group = 0; group < groups; ++group) {
    // A whole group is of one class, and answered alike: 70 % hens, of which 12 in 70 are taken for a cock; 30 % cocks,
    // of which 12 in 30 are found. Both are right on 70 %.
    const bool hen = std::bernoulli_distribution(0.7)(random);
    const bool cock_answer = std::bernoulli_distribution(hen ? 12.0 / 70 : 12.0 / 30)(random);
    answers.push_back({hen ? 0U : 1U, cock_answer ? 1 : 0, in_group});
    group_of.insert(group_of.end(), in_group, group);
  }
  muster::Run run = answered_run({"hen", "cock"}, answers);
  if (in_group > 1) testing::put_in_groups(run, group_of);
  return run;
}

/// How often of 1,000 runs a model that is no better is said to be. 0.05 may be exceeded by chance to 0.068 (three
/// standard errors of 1,000 runs).
double false_claims(std::size_t groups, std::size_t in_group) {
  std::mt19937_64 random(groups * 1000 + in_group);
  int claims = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto counts = counts_of(no_better_than_constant(random, groups, in_group));
    const auto baseline = constant_baseline(counts);
    claims += baseline && beats_constant(counts, *baseline) ? 1 : 0;
  }
  return claims / 1000.0;
}

TEST(ConstantBaseline, is_beaten_by_chance_in_at_most_one_run_of_twenty) {
  for (const std::size_t photos : {20UL, 100UL, 500UL}) EXPECT_LE(false_claims(photos, 1), 0.068) << photos;
}

TEST(ConstantBaseline, is_beaten_by_chance_in_at_most_one_run_of_twenty_where_photos_come_in_groups) {
  for (const std::size_t groups : {6UL, 15UL, 40UL}) EXPECT_LE(false_claims(groups, 10), 0.068) << groups;
}

TEST(ConstantAnswer, is_one_class_for_all_photos_where_they_show_several) {
  const auto constant = constant_answer(counts_of(answered_run({"hen", "cock"}, {{0, 0, 3}, {1, 0, 1}})));
  ASSERT_TRUE(constant);
  EXPECT_EQ(constant->answered_so, 4U);
  EXPECT_EQ(constant->support, 3U);
  EXPECT_FALSE(constant_answer(counts_of(answered_run({"hen", "cock"}, {{0, 0, 300}})))) << "photos of one class";
}

TEST(ConstantAnswer, is_95_percent_of_the_answers_and_more_than_the_photos_show) {
  const auto is_constant = [](std::size_t found, std::size_t missed) {
    return constant_answer(counts_of(answered_run({"a", "b"}, {{0, 0, 900}, {1, 1, found}, {1, 0, missed}})))
        .has_value();
  };
  EXPECT_TRUE(is_constant(50, 50)) << "950 of 1,000 answers, and 900 photos show it";
  EXPECT_FALSE(is_constant(51, 49)) << "949 of 1,000";
}

TEST(ConstantAnswer, is_not_a_rare_class_that_is_found_as_often_as_it_is_shown) {
  const auto counts = counts_of(answered_run({"none", "rare"}, {{0, 0, 985}, {0, 1, 3}, {1, 1, 9}, {1, 0, 3}}));
  EXPECT_FALSE(constant_answer(counts));
}

TEST(ConstantAnswer, takes_background_for_another_answer_and_no_answer_for_none) {
  muster::Run run = answered_run({"hen", "cock"}, {{0, 0, 60}, {1, 0, 20}, {0, kBackground, 20}});
  EXPECT_FALSE(constant_answer(counts_of(run)));
  for (std::size_t i = 80; i < 100; ++i) run.predictions.states[i] = PhotoState::kFailed;
  EXPECT_TRUE(constant_answer(counts_of(run)));
}

}  // namespace
}  // namespace muster
