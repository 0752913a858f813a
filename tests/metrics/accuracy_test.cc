#include <gtest/gtest.h>

#include <algorithm>

#include "metrics/metrics.h"

namespace muster {
namespace {

/// Ten photos of class 0; the true class stands at the place given by each number (5: nowhere among the five).
Run run_of(const std::vector<int>& places) {
  muster::Run run;
  for (int c = 0; c < 7; ++c) run.dataset.class_names.push_back("class" + std::to_string(c));
  for (const int place : places) {
    BestClasses best{1, 2, 3, 4, 5};
    if (place < 5) best[static_cast<std::size_t>(place)] = 0;
    run.dataset.paths.push_back("p");
    run.dataset.classes.push_back(0);
    run.predictions.states.push_back(PhotoState::kScored);
    run.predictions.best.push_back(best);
    run.predictions.scores.push_back({});
  }
  return run;
}

std::optional<Estimate> figure(const Run& run, std::string_view id) {
  const auto counts = count_classification(run);
  const auto all = measure_all(run, counts ? &*counts : nullptr, {});
  const auto found = std::ranges::find(all, id, &Measurement::metric);
  return found == all.end() ? std::nullopt : std::optional(found->estimate);
}

TEST(Top5Accuracy, counts_the_true_class_at_any_of_five_places) {
  const muster::Run run = run_of({0, 0, 1, 4, 5});
  EXPECT_DOUBLE_EQ(figure(run, "top1_accuracy")->value, 0.4);
  EXPECT_DOUBLE_EQ(figure(run, "top5_accuracy")->value, 0.8);
  EXPECT_EQ(figure(run, "top5_accuracy")->count, 5U);
}

TEST(Top5Accuracy, is_not_claimed_where_only_one_answer_was_given) {
  muster::Run run = run_of({0, 0, 5});
  for (BestClasses& best : run.predictions.best) std::fill(best.begin() + 1, best.end(), kAbsent);
  EXPECT_TRUE(figure(run, "top1_accuracy").has_value());
  EXPECT_FALSE(figure(run, "top5_accuracy").has_value());
}

TEST(Top1Accuracy, counts_photos_that_ended_the_model_as_wrong_below_and_right_above) {
  muster::Run run = run_of(std::vector<int>(20, 0));
  const double before = *figure(run, "top1_accuracy")->low;
  for (std::size_t i = 0; i < 10; ++i) run.predictions.states[i] = PhotoState::kFailed;
  EXPECT_LT(*figure(run, "top1_accuracy")->low, before);
  EXPECT_EQ(figure(run, "top1_accuracy")->high, 1);
}

TEST(Top1Accuracy, of_two_videos_is_not_known_well_however_many_their_frames) {
  muster::Run run = run_of(std::vector<int>(2000, 0));
  run.dataset.group.name = "video";
  run.dataset.group.values = {"a", "b"};
  for (std::size_t i = 0; i < 2000; ++i) {
    run.dataset.group.indices.push_back(i % 2);
    if (i % 2 == 1 && i % 10 < 2) run.predictions.best[i][0] = 6;
  }
  EXPECT_LT(*figure(run, "top1_accuracy")->low, 0.5);
}

/// `right` of `photos` of class 0, and three photos of class 1, all right.
Run unbalanced(std::size_t right, std::size_t photos) {
  muster::Run run = run_of(std::vector<int>(photos, 0));
  for (std::size_t i = right; i < photos; ++i) run.predictions.best[i][0] = 1;
  for (int i = 0; i < 3; ++i) {
    run.dataset.paths.push_back("q");
    run.dataset.classes.push_back(1);
    run.predictions.states.push_back(PhotoState::kScored);
    run.predictions.best.push_back({1, 2, 3, 4, 5});
    run.predictions.scores.push_back({});
  }
  return run;
}

TEST(BalancedAccuracy, is_no_surer_than_its_smallest_class) {
  const auto balanced = figure(unbalanced(99, 100), "balanced_accuracy");
  EXPECT_NEAR(balanced->value, 0.995, 1e-12);
  // Three of three: Wilson's lower end is 0.4385, and this class is half of the mean.
  EXPECT_NEAR(*balanced->low, 0.995 - (1 - 0.4385) / 2, 2e-3);
}

TEST(BalancedAccuracy, has_an_interval_where_every_answer_is_right) {
  const auto balanced = figure(unbalanced(100, 100), "balanced_accuracy");
  EXPECT_EQ(balanced->value, 1);
  EXPECT_LT(*balanced->low, 0.75);
  EXPECT_EQ(*balanced->high, 1);
}

}  // namespace
}  // namespace muster
