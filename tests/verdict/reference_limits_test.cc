// Limits on what changed beside a reference.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/run_builder.h"
#include "verdict/limits.h"

namespace muster {
namespace {

using testing::classified_run;
using ::testing::HasSubstr;
using testing::one_limit;
using testing::outcome_of;

const Budget kLoss = one_limit("accuracy_loss", 0.01, 0.01);
const Budget kFlips = one_limit("flip_rate", 0.02, 0.02);

muster::Run beside(const DecisionFlips& flips, const Unanswered& unanswered = {}) {
  muster::Run run = classified_run(450, 500);
  const std::uint64_t half = flips.photos / 2, changed = flips.all() / 2;
  run.reference =
      BesideReference{"reference.tflite", "",    flips,
                      unanswered,         false, {{0, flips.photos - half, flips.all() - changed}, {1, half, changed}}};
  return run;
}

Finding finding_of(const muster::Run& run, const Budget& budget) {
  return judge(run, budget).findings.at(0);
}

TEST(ReferenceLimits, pass_fail_and_stay_open_as_their_intervals_lie) {
  EXPECT_EQ(outcome_of(beside({500, 0, 0, 0}), kLoss), Outcome::kPass);
  EXPECT_EQ(outcome_of(beside({500, 3, 1, 0}), kLoss), Outcome::kInconclusive) << "up to 1.6 points";
  EXPECT_EQ(outcome_of(beside({1000, 80, 20, 0}), kLoss), Outcome::kFail) << "4.1 points at least";
  EXPECT_EQ(outcome_of(beside({500, 0, 0, 0}), kFlips), Outcome::kPass);
  EXPECT_EQ(outcome_of(beside({500, 5, 4, 4}), kFlips), Outcome::kInconclusive);
  EXPECT_EQ(outcome_of(beside({500, 10, 10, 10}), kFlips), Outcome::kFail);
}

TEST(ReferenceLimits, take_a_gain_for_good) {
  EXPECT_EQ(outcome_of(beside({500, 1, 30, 0}), one_limit("accuracy_loss", 0, 0)), Outcome::kPass);
}

TEST(ReferenceLimits, fail_only_at_the_confidence_of_all_limits_together) {
  const muster::Run run = beside({500, 14, 5, 0});  // Tango's lower end: 0.10 points at 95 %
  Budget budget = one_limit("accuracy_loss", 0, 0);
  EXPECT_EQ(outcome_of(run, budget), Outcome::kFail);
  for (const char* more : {"flip_rate", "top1_accuracy", "top5_accuracy"})
    budget.limits.push_back({more, 0.5, 0.5, Level::kError, ""});
  EXPECT_EQ(judge(run, budget).limits.at(0).outcome, Outcome::kInconclusive);
}

TEST(ReferenceLimits, without_a_reference_are_not_measured_and_say_what_to_give) {
  const Finding finding = finding_of(classified_run(450, 500), kLoss);
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_THAT(finding.summary, HasSubstr("loss of accuracy: not measured"));
  EXPECT_THAT(finding.advice, HasSubstr("--reference"));
}

TEST(ReferenceLimits, stay_open_where_one_of_the_two_has_no_answers) {
  EXPECT_EQ(outcome_of(beside({450, 0, 0, 0}, {.unreadable = 50}), kLoss), Outcome::kInconclusive);
  const Finding pending = finding_of(beside({499, 0, 0, 0}, {.pending = 1}), one_limit("flip_rate", 0.5, 0.5));
  EXPECT_EQ(pending.outcome, Outcome::kInconclusive);
  EXPECT_THAT(pending.summary, HasSubstr("but 1 photo were not reached"));
  const Finding failed = finding_of(beside({500, 2, 0, 0}, {.failed = 2}), one_limit("accuracy_loss", 0.5, 0.5));
  EXPECT_EQ(failed.outcome, Outcome::kInconclusive);
  EXPECT_THAT(failed.summary, HasSubstr("the process of one of the two models ended early on 2 photos"));
}

TEST(ReferenceLimits, are_not_decided_by_a_reference_whose_preprocessing_is_guessed) {
  muster::Run run = beside({500, 0, 0, 0});
  run.reference->guessed = true;
  const Finding finding = finding_of(run, kLoss);
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_THAT(finding.summary, HasSubstr("the reference's preprocessing is guessed"));
}

TEST(ReferenceLimits, do_not_pass_where_the_models_own_preprocessing_is_guessed) {
  muster::Run run = beside({500, 0, 0, 0});
  run.preprocessing->mean_source = Source::kDefault;
  EXPECT_EQ(outcome_of(run, kLoss), Outcome::kInconclusive);
  EXPECT_THAT(finding_of(run, kFlips).summary, HasSubstr("but the model's preprocessing is guessed"));
}

TEST(ReferenceLimits, do_not_pass_beside_a_reference_that_nearly_always_answers_the_same) {
  muster::Run run = beside({500, 0, 0, 0});
  run.reference->answers = {{0, 471, 0}, {1, 29, 0}};
  EXPECT_EQ(outcome_of(run, kLoss), Outcome::kInconclusive);
  EXPECT_THAT(finding_of(run, kFlips).summary,
              HasSubstr("another answer than its commonest to 29 photos only; 30 are"));
  run.reference->answers = {{0, 440, 0}, {1, 60, 0}};
  EXPECT_EQ(outcome_of(run, kLoss), Outcome::kPass);
  EXPECT_EQ(outcome_of(run, kFlips), Outcome::kInconclusive) << "0 of 60: up to 6 %";
  run.reference->answers.clear();
  EXPECT_THAT(finding_of(run, kLoss).summary, HasSubstr("does not say what the reference answered"));
}

TEST(ReferenceLimits, say_how_many_photos_would_settle_a_flip_rate) {
  EXPECT_THAT(finding_of(beside({100, 1, 0, 0}), one_limit("flip_rate", 0.05, 0.05)).advice,
              HasSubstr("more photos would settle it"));
}

}  // namespace
}  // namespace muster
