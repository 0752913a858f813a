// What a constant answer reaches too proves nothing.
#include "verdict/constant_rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using testing::answered_run;
using testing::finding_of;
using ::testing::HasSubstr;
using testing::one_limit;
using testing::outcome_of;

const Budget kTop1 = one_limit("top1_accuracy", 0.85, 0.70);

TEST(ConstantRule, a_model_that_always_says_hen_is_not_ready_for_285_hens_and_15_cocks) {
  const ModelReport report = judge(answered_run({"hen", "cock"}, {{0, 0, 285}, {1, 0, 15}}), default_budget());
  EXPECT_EQ(report.verdict, Verdict::kUnproven);
  const Finding finding = finding_of(report, "top1_accuracy");
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_EQ(
      finding.summary,
      "top-1 accuracy 95.0 % [91.9, 96.9] of 300 photos (always answering hen: 95.0 %), but 300 of 300 photos got "
      "the same answer, hen");
}

TEST(ConstantRule, an_advantage_that_is_not_significant_does_not_pass_and_says_how_many_photos_would_show_it) {
  const muster::Run run = answered_run({"hen", "cock"}, {{0, 0, 280}, {0, 1, 5}, {1, 0, 3}, {1, 1, 12}});
  const Finding finding = finding_of(judge(run, kTop1), "top1_accuracy");
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_THAT(finding.summary, HasSubstr("which is not shown to be better than always answering hen"));
  EXPECT_THAT(finding.advice, HasSubstr("about 728 photos in all"));
}

TEST(ConstantRule, a_significant_advantage_passes) {
  EXPECT_EQ(outcome_of(answered_run({"hen", "cock"}, {{0, 0, 283}, {0, 1, 2}, {1, 0, 3}, {1, 1, 12}}), kTop1),
            Outcome::kPass);
}

TEST(ConstantRule, holds_for_every_rate_that_weighs_classes_by_their_photos) {
  // 270 of 345 right, as by always answering hen: no gain.
  const muster::Run run = answered_run({"hen", "cock"}, {{0, 0, 225}, {0, 1, 45}, {1, 0, 30}, {1, 1, 45}});
  for (const char* metric : {"weighted_recall", "weighted_precision", "weighted_f1"})
    EXPECT_EQ(outcome_of(run, one_limit(metric, 0.6, 0.5)), Outcome::kInconclusive) << metric;
  EXPECT_THAT(finding_of(judge(run, one_limit("weighted_recall", 0.6, 0.5)), "weighted_recall").summary,
              HasSubstr("which is not shown to be better than always answering hen"));
  const muster::Run better = answered_run({"hen", "cock"}, {{0, 0, 225}, {0, 1, 10}, {1, 0, 30}, {1, 1, 45}});
  EXPECT_EQ(outcome_of(better, one_limit("weighted_recall", 0.6, 0.5)), Outcome::kPass);
}

TEST(ConstantRule, a_failure_stays_a_failure) {
  const Budget strict = one_limit("top1_accuracy", 0.99, 0.98);
  EXPECT_EQ(outcome_of(answered_run({"hen", "cock"}, {{0, 0, 285}, {1, 0, 15}}), strict), Outcome::kFail);
}

TEST(ConstantRule, holds_within_a_slice) {
  muster::Run run = answered_run({"hen", "cock"}, {{0, 0, 100}, {1, 1, 100}, {0, 0, 95}, {1, 0, 5}});
  SliceColumn light{"light", {"day", "night"}, std::vector<std::uint32_t>(300)};
  std::fill(light.indices.begin() + 200, light.indices.end(), 1);
  run.dataset.slices = {light};
  EXPECT_EQ(outcome_of(run, kTop1), Outcome::kPass);
  EXPECT_EQ(outcome_of(run, one_limit("top1_accuracy@light=day", 0.85, 0.70)), Outcome::kPass);
  EXPECT_EQ(outcome_of(run, one_limit("top1_accuracy@light=night", 0.85, 0.70)), Outcome::kInconclusive);
}

TEST(ConstantRule, holds_after_class_groups) {
  muster::Run run = answered_run({"hen", "cock", "cat"}, {{0, 0, 140}, {1, 1, 145}, {2, 0, 15}});
  EXPECT_EQ(outcome_of(run, kTop1), Outcome::kPass);
  run.class_groups = {{"fowl", {0, 1}}};
  EXPECT_EQ(outcome_of(run, kTop1), Outcome::kInconclusive);
}

TEST(ConstantRule, holds_for_a_matrix) {
  muster::Run run = answered_run({}, {});
  run.predictions = {};
  run.given_confusion = GivenConfusion{{"hen", "cock"}, {{285, 0}, {15, 0}}};
  EXPECT_EQ(outcome_of(run, kTop1), Outcome::kInconclusive);
  run.given_confusion = GivenConfusion{{"hen", "cock"}, {{285, 0}, {1, 14}}};
  EXPECT_EQ(outcome_of(run, kTop1), Outcome::kPass);
}

TEST(ConstantRule, asks_groups_of_photos_and_not_photos_alone) {
  // All cocks are one video, which is answered right: 100 photos won, and no group but one.
  muster::Run run = answered_run({"hen", "cock"}, {{0, 0, 200}, {1, 1, 100}});
  EXPECT_EQ(outcome_of(run, one_limit("top1_accuracy", 0.5, 0.5)), Outcome::kPass);
  std::vector<std::uint32_t> group_of;
  for (std::uint32_t i = 0; i < 300; ++i) group_of.push_back(i < 200 ? i : 200);
  testing::put_in_groups(run, group_of);
  EXPECT_EQ(outcome_of(run, one_limit("top1_accuracy", 0.5, 0.5)), Outcome::kInconclusive);
}

TEST(ConstantRule, photos_of_one_class_neither_pass_nor_fail_but_for_the_recall_of_the_class) {
  const std::vector<std::string> names{"hen", "cock"};
  const muster::Run right = answered_run(names, {{0, 0, 300}}), wrong = answered_run(names, {{0, 1, 290}, {0, 0, 10}});
  for (const char* metric : {"top1_accuracy", "balanced_accuracy", "macro_f1", "precision/hen", "f1/hen"}) {
    EXPECT_EQ(outcome_of(right, one_limit(metric, 0.85, 0.70)), Outcome::kInconclusive) << metric;
    EXPECT_EQ(outcome_of(wrong, one_limit(metric, 0.85, 0.70)), Outcome::kInconclusive) << metric;
  }
  EXPECT_EQ(outcome_of(right, one_limit("recall/hen", 0.85, 0.70)), Outcome::kPass);
  EXPECT_EQ(outcome_of(wrong, one_limit("recall/hen", 0.85, 0.70)), Outcome::kFail);
  EXPECT_THAT(finding_of(judge(right, kTop1), "top1_accuracy").summary,
              HasSubstr("but all of these photos show hen: always answering hen is right on every one"));
}

TEST(ConstantRule, a_constant_answer_leaves_every_rate_open) {
  const muster::Run run = answered_run({"hen", "cock"}, {{0, 0, 285}, {1, 0, 15}});
  for (const char* metric : {"recall/hen", "precision/hen", "balanced_accuracy", "weighted_recall"})
    EXPECT_EQ(outcome_of(run, one_limit(metric, 0.3, 0.2)), Outcome::kInconclusive) << metric;
  EXPECT_EQ(outcome_of(run, one_limit("recall/cock", 0.9, 0.8)), Outcome::kFail) << "no cock is found";
}

TEST(ConstantRule, a_budget_for_a_rare_class_can_be_ready) {
  const muster::Run run = answered_run({"none", "rare"}, {{0, 0, 9900}, {0, 1, 2}, {1, 1, 70}, {1, 0, 28}});
  Budget budget = one_limit("recall/rare", 0.6, 0.5);
  budget.limits.push_back({"precision/rare", 0.9, 0.8, Level::kError, ""});
  EXPECT_EQ(judge(run, budget).verdict, Verdict::kReady);
}

TEST(ConstantRule, holds_for_field_photos) {
  muster::Run run = answered_run({"hen", "cock"}, {{0, 0, 100}, {1, 1, 100}});
  OtherPhotos field;
  field.role = OtherRole::kField;
  field.labels = {95, 5};
  field.asked = 100;
  field.answers = {{0, 0, 95}, {1, 0, 5}};
  run.other_photos = {field};
  const Budget budget = one_limit("field_top1_accuracy", 0.85, 0.70);
  EXPECT_EQ(outcome_of(run, budget), Outcome::kInconclusive);
  run.other_photos[0].answers = {{0, 0, 95}, {1, 1, 5}};
  EXPECT_EQ(outcome_of(run, budget), Outcome::kPass);
}

}  // namespace
}  // namespace muster
