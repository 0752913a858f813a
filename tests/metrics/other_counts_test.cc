#include "metrics/other_counts.h"

#include <gtest/gtest.h>

#include "support/golden_rows.h"
#include "support/run_builder.h"

namespace muster {
namespace {

Estimate rate(std::uint64_t hits, std::uint64_t n) {
  OtherClass one;
  one.photos = n, one.right = hits;
  return recall_of(one, 0.95).value();
}

OtherPhotos field_photos() {
  OtherPhotos other;
  other.role = OtherRole::kField;
  other.labels = {6, 5};
  other.answers = {{0, 0, 4}, {0, 1, 1}, {1, kBackground, 2}, {1, 1, 2}, {1, kAbsent, 1}};
  return other;
}

TEST(OtherCounts, differences_of_rates_have_newcombes_interval_as_statsmodels_has_it) {
  for (const auto& row : golden_rows("differences", "two_samples.json")) {
    const Estimate difference = difference_of(rate(row["hits_a"], row["a"]), rate(row["hits_b"], row["b"]));
    EXPECT_NEAR(difference.low.value(), row["interval"][0].get<double>(), 1e-12) << row;
    EXPECT_NEAR(difference.high.value(), row["interval"][1].get<double>(), 1e-12) << row;
  }
}

TEST(OtherCounts, count_an_answer_that_is_no_class_as_wrong) {
  const OtherCounts counts = count_other(testing::classified_run(4, 4), field_photos());
  EXPECT_EQ(counts.photos, 10U);
  EXPECT_EQ(counts.right, 6U);
  EXPECT_EQ(counts.classes.at(0).right, 4U);
  EXPECT_EQ(counts.classes.at(1).photos, 5U);
  EXPECT_EQ(counts.classes.at(0).labels, 6U);
}

TEST(OtherCounts, take_classes_of_one_group_for_each_other) {
  muster::Run run = testing::classified_run(4, 4);
  run.class_groups = {{"pet", {0, 1}}};
  const OtherCounts counts = count_other(run, field_photos());
  EXPECT_EQ(counts.classes.size(), 1U);
  EXPECT_EQ(counts.right, 7U) << "4, 1 and 2; background and no number are no class";
  EXPECT_EQ(counts.classes.at(0).labels, 11U);
}

TEST(OtherCounts, unreadable_photos_widen_the_interval_either_way) {
  OtherPhotos other = field_photos();
  const muster::Run run = testing::classified_run(4, 4);
  const Estimate before = accuracy_of(count_other(run, other), 0.95).value();
  other.unreadable = 3;
  const Estimate after = accuracy_of(count_other(run, other), 0.95).value();
  EXPECT_EQ(after.value, before.value);
  EXPECT_LT(*after.low, *before.low);
  EXPECT_GT(*after.high, *before.high);
}

TEST(OtherPhotosMetrics, are_gaps_from_training_to_test_and_from_test_to_field) {
  muster::Run run = testing::classified_run(90, 100);
  OtherPhotos training;
  training.labels = {200, 200};
  training.answers = {{0, 0, 198}, {0, 1, 2}, {1, 1, 200}};
  run.other_photos = {training, field_photos()};
  const ModelReport report = judge(run, testing::one_limit("train_gap", 0.05, 0.1));
  EXPECT_NEAR(testing::measurement_of(report, "train_gap").estimate.value, 0.995 - 0.9, 1e-12);
  EXPECT_NEAR(testing::measurement_of(report, "field_gap").estimate.value, 0.9 - 0.6, 1e-12);
  EXPECT_NEAR(testing::measurement_of(report, "field_top1_accuracy").estimate.value, 0.6, 1e-12);
  EXPECT_NEAR(testing::measurement_of(report, "train_top1_accuracy").estimate.value, 0.995, 1e-12);
  EXPECT_EQ(report.limits.at(0).outcome, Outcome::kInconclusive);
  ASSERT_EQ(report.other.size(), 2U);
  EXPECT_EQ(report.other[0].classes.at(0).name, run.dataset.class_names.at(0));
  EXPECT_TRUE(report.other[0].classes.at(0).gap);
}

TEST(OtherPhotosMetrics, of_leaks_take_in_again_what_was_set_aside) {
  muster::Run run = testing::classified_run(60, 100);
  EXPECT_EQ(find_measurement(judge(run, Budget{}), "top1_accuracy_with_leaks"), nullptr);
  run.leaks.emplace();
  for (std::size_t i = 55; i < 65; ++i) run.predictions.states[i] = PhotoState::kSetAside;  // five of them right
  const ModelReport report = judge(run, Budget{});
  EXPECT_EQ(testing::measurement_of(report, "top1_accuracy_with_leaks").estimate.value, 0.6);
  EXPECT_EQ(testing::measurement_of(report, "top1_accuracy").estimate.value, 55.0 / 90);
}

TEST(OtherPhotosMetrics, of_a_set_without_answers_are_not_measured) {
  muster::Run run = testing::classified_run(90, 100);
  run.other_photos = {OtherPhotos{}};
  const ModelReport report = judge(run, testing::one_limit("train_gap", 0.05, 0.1));
  EXPECT_EQ(find_measurement(report, "train_gap"), nullptr);
  EXPECT_EQ(report.limits.at(0).outcome, Outcome::kInconclusive);
}

}  // namespace
}  // namespace muster
