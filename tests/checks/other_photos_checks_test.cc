// What is said of leaks, gaps and mixes of classes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using ::testing::ElementsAre;
using testing::finding_of;
using testing::has_finding;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

ModelReport judged(muster::Run run) {
  return judge(std::move(run), Budget{});
}

OtherPhotos answered(OtherRole role, std::uint64_t right, std::uint64_t wrong) {
  OtherPhotos other;
  other.role = role;
  other.source = "others";
  other.asked = 2 * (right + wrong);
  other.labels = {right + wrong, right + wrong};
  other.answers = {{0, 0, right}, {0, 1, wrong}, {1, 0, wrong}, {1, 1, right}};
  return other;
}

TEST(LeakingPhotos, are_told_with_the_accuracy_without_and_with_them) {
  muster::Run run = testing::classified_run(60, 100);
  run.leaks.emplace();
  run.leaks->source = "train";
  run.leaks->train_photos = 5000;
  for (std::size_t i = 0; i < 50; ++i) {  // all of them right
    run.leaks->leaks.push_back({std::string(run.dataset.paths[i]), "t.jpg", {Edit::kTurned90}, 0.9, i == 0});
    run.predictions.states[i] = PhotoState::kSetAside;
  }
  const ModelReport report = judged(run);
  EXPECT_DOUBLE_EQ(testing::measurement_of(report, "top1_accuracy").estimate.value, 0.2);
  EXPECT_EQ(testing::measurement_of(report, "top1_accuracy").estimate.count, 50U);
  EXPECT_DOUBLE_EQ(testing::measurement_of(report, "top1_accuracy_with_leaks").estimate.value, 0.6);
  const Finding finding = finding_of(report, "leaking-photos");
  EXPECT_EQ(finding.outcome, Outcome::kFail);
  EXPECT_THAT(finding.summary,
              HasSubstr("50 of 100 test photos show a picture that is among the 5,000 training photos"));
  EXPECT_THAT(finding.summary, HasSubstr("without them is 20.0 % ["));
  EXPECT_THAT(finding.summary, HasSubstr("with them it would be 60.0 % ["));
  EXPECT_THAT(finding.details.front(), HasSubstr("from t.jpg: turned 90 (0.90)"));
  EXPECT_THAT(finding.details.front(), Not(HasSubstr("labelled otherwise")));
  EXPECT_THAT(finding.details.back(), HasSubstr("from t.jpg: turned 90 (0.90); labelled otherwise"));
  EXPECT_THAT(finding.summary, HasSubstr("of them with another label there"));
}

TEST(LeakingPhotos, that_are_all_leave_nothing_to_grade) {
  muster::Run run = testing::classified_run(10, 10);
  run.leaks.emplace();
  for (std::size_t i = 0; i < 10; ++i) {
    run.leaks->leaks.push_back({std::string(run.dataset.paths[i]), "t.jpg", {Edit::kSameFile}, 1, false});
    run.predictions.states[i] = PhotoState::kSetAside;
  }
  const ModelReport report = judge(run, testing::one_limit("top1_accuracy", 0.85, 0.7));
  EXPECT_EQ(report.verdict, Verdict::kUnproven);
  EXPECT_THAT(finding_of(report, "top1_accuracy").summary, HasSubstr("stands in the training set"));
  EXPECT_THAT(finding_of(report, "leaking-photos").summary, HasSubstr("no photo is left to grade"));
  EXPECT_THAT(finding_of(report, "top1_accuracy").advice, HasSubstr("that the training set does not hold"));
  EXPECT_DOUBLE_EQ(testing::measurement_of(report, "top1_accuracy_with_leaks").estimate.value, 1);
}

TEST(LeakingPhotos, that_are_none_pass_unless_the_search_was_stopped) {
  muster::Run run = testing::classified_run(10, 10);
  EXPECT_FALSE(has_finding(judged(run), "leaking-photos")) << "nobody searched";
  run.leaks.emplace();
  EXPECT_EQ(finding_of(judged(run), "leaking-photos").outcome, Outcome::kPass);
  EXPECT_EQ(testing::measurement_of(judged(run), "top1_accuracy_with_leaks").estimate.value, 1) << "as without";
  run.leaks->unreadable_train = 2;
  EXPECT_EQ(finding_of(judged(run), "leaking-photos").outcome, Outcome::kInconclusive);
  EXPECT_THAT(finding_of(judged(run), "leaking-photos").summary, HasSubstr("(of which 2 cannot be read)"));
  run.leaks->unreadable_train = 0, run.leaks->interrupted = true;
  EXPECT_EQ(finding_of(judged(run), "leaking-photos").outcome, Outcome::kInconclusive);
}

TEST(SharedGroups, are_told_and_graded_all_the_same) {
  muster::Run run = testing::classified_run(10, 10);
  run.leaks.emplace();
  run.leaks->groups = {{"video 7", 3, 40}};
  const ModelReport report = judged(run);
  EXPECT_THAT(finding_of(report, "shared-groups").summary, HasSubstr("3 test photos that do not leak are of 1 groups"));
  EXPECT_THAT(finding_of(report, "shared-groups").details, ElementsAre("video 7: 3 test, 40 training photos"));
  EXPECT_EQ(testing::measurement_of(report, "top1_accuracy").estimate.count, 10U);
}

TEST(AlikeTestPhotos, are_told_and_contradict_each_other_where_they_have_two_labels) {
  muster::Run run = testing::classified_run(10, 10);
  run.leaks.emplace();
  EXPECT_FALSE(has_finding(judged(run), "alike-test-photos"));
  run.leaks->within_test = {{"a.jpg", "b.jpg", {Edit::kMirrored}, 0.9, false}};
  EXPECT_EQ(finding_of(judged(run), "alike-test-photos").outcome, Outcome::kInconclusive);
  run.leaks->within_test.push_back({"c.jpg", "d.jpg", {Edit::kSameFile}, 1, true});
  const Finding finding = finding_of(judged(run), "alike-test-photos");
  EXPECT_EQ(finding.outcome, Outcome::kFail);
  EXPECT_THAT(finding.summary, HasSubstr("2 pairs of test photos show one picture"));
  EXPECT_THAT(finding.summary, HasSubstr("1 under two labels"));
  EXPECT_THAT(finding.details.front(), HasSubstr("c.jpg and d.jpg: same file (1.00); labelled otherwise"));
}

TEST(Overfitting, is_told_from_the_side_that_is_answered_better) {
  muster::Run run = testing::classified_run(900, 1000);
  run.other_photos = {answered(OtherRole::kTraining, 350, 150)};
  run.other_photos[0].source = "all.csv", run.other_photos[0].split = "train";
  const Finding gap = finding_of(judged(run), "overfitting");
  EXPECT_EQ(gap.outcome, Outcome::kPass);
  EXPECT_THAT(gap.summary, HasSubstr("test photos are answered better than training photos by 20.0 points"));
  EXPECT_THAT(gap.summary, HasSubstr("of all.csv (split train))"));
}

TEST(Overfitting, is_a_gap_that_is_surely_large) {
  muster::Run run = testing::classified_run(700, 1000);
  run.other_photos = {answered(OtherRole::kTraining, 495, 5)};
  const Finding gap = finding_of(judged(run), "overfitting");
  EXPECT_EQ(gap.outcome, Outcome::kFail);
  EXPECT_THAT(gap.summary, HasSubstr("29.0 points, surely between"));
  EXPECT_THAT(gap.details, Not(IsEmpty())) << "either class has such a gap";
  run.other_photos = {answered(OtherRole::kTraining, 7, 3)};
  EXPECT_EQ(finding_of(judged(run), "overfitting").outcome, Outcome::kInconclusive) << "20 photos tell nothing";
  run.other_photos = {answered(OtherRole::kTraining, 3500, 1500)};
  EXPECT_EQ(finding_of(judged(run), "overfitting").outcome, Outcome::kPass);
}

TEST(Overfitting, is_not_known_where_training_photos_have_other_labels) {
  muster::Run run = testing::classified_run(70, 100);
  run.other_photos = {OtherPhotos{}};
  run.other_photos[0].problem = "no class is called 'n0001'";
  const Finding finding = finding_of(judged(run), "overfitting");
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_THAT(finding.summary, HasSubstr("no class is called 'n0001'"));
}

TEST(FieldPhotos, are_missed_where_there_are_none) {
  muster::Run run = testing::classified_run(90, 100);
  const Finding finding = finding_of(judged(run), "field-photos");
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_EQ(finding.summary, "real-life photos: not tested");
  run.model.reset();
  EXPECT_FALSE(has_finding(judged(run), "field-photos")) << "an app's answers may be of real life";
}

TEST(FieldPhotos, that_cannot_be_read_test_nothing) {
  muster::Run run = testing::classified_run(90, 100);
  run.other_photos = {OtherPhotos{}};
  run.other_photos[0].role = OtherRole::kField, run.other_photos[0].problem = "none of them was answered";
  EXPECT_EQ(finding_of(judged(run), "field-photos").summary,
            "real-life photos: not tested, for none of them was answered");
}

TEST(FieldPhotos, tell_the_gap_and_which_classes_they_have_too_few_of) {
  muster::Run run = testing::classified_run(950, 1000);
  run.other_photos = {answered(OtherRole::kField, 60, 40)};
  const ModelReport report = judged(run);
  EXPECT_EQ(finding_of(report, "field-photos").outcome, Outcome::kFail);
  EXPECT_THAT(finding_of(report, "field-photos").summary, HasSubstr("35.0 points"));
  EXPECT_FALSE(has_finding(report, "few-field-photos"));
  run.other_photos[0].answers = {{0, 0, 60}, {0, 1, 40}, {1, 1, 9}};
  EXPECT_THAT(finding_of(judged(run), "few-field-photos").summary, HasSubstr("1 of 2 classes"));
}

TEST(SuspectLabels, are_open_and_name_the_other_class) {
  muster::Run run = testing::classified_run(100, 100);
  run.predictions.score_kind = "probability";
  EXPECT_FALSE(has_finding(judged(run), "suspect-labels"));
  run.dataset.classes[7] = 0;  // it is answered with 1, as surely as all others are, and by a margin over 0.8
  run.predictions.scores[7] = {0.95F, 0.05F, 0, 0, 0};
  const Finding finding = finding_of(judged(run), "suspect-labels");
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_THAT(finding.summary, HasSubstr("1 of 100 labels may be wrong"));
}

TEST(LabelShift, is_told_with_the_accuracy_of_the_other_mix) {
  muster::Run run = testing::classified_run(1000, 1000);
  for (std::size_t i = 1; i < 400; i += 2) run.predictions.best[i][0] = 0;  // 200 of the 500 of class 1 are wrong
  run.other_photos = {answered(OtherRole::kField, 50, 0)};
  EXPECT_FALSE(has_finding(judged(run), "label-shift"));
  run.other_photos[0].labels = {10, 90};
  const Finding finding = finding_of(judged(run), "label-shift");
  EXPECT_THAT(finding.summary, HasSubstr("40.0 % of them would have to be of another class"));
  EXPECT_THAT(finding.summary, HasSubstr("a top-1 accuracy of 64.0 %")) << "0.1 · 1 + 0.9 · 0.6";
  EXPECT_THAT(finding.details.front(), HasSubstr("50.0 % of the test photos"));
}

}  // namespace
}  // namespace muster
