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

}  // namespace
}  // namespace muster
