#include "worker/scores.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TEST(BestClasses, puts_the_lower_output_first_where_scores_tie) {
  const std::vector<float> scores{0.1F, 0.5F, 0.5F, 0.0F, 0.5F, 0.1F, 0.1F};
  const Best best = best_classes(scores, kNoBackground);
  EXPECT_EQ(best.classes, (BestClasses{1, 2, 4, 0, 5}));
  EXPECT_EQ(best.scores, (BestScores{0.5F, 0.5F, 0.5F, 0.1F, 0.1F}));
}

TEST(BestClasses, counts_classes_from_behind_the_background) {
  const std::vector<float> scores{0.9F, 0.2F, 0.3F};
  EXPECT_EQ(best_classes(scores, 0).classes, (BestClasses{kBackground, 1, 0, kAbsent, kAbsent}));
}

TEST(BestClasses, ranks_negative_logits) {
  const std::vector<float> scores{-3, -1, -2};
  EXPECT_EQ(best_classes(scores, kNoBackground).classes, (BestClasses{1, 2, 0, kAbsent, kAbsent}));
}

TEST(Scores, know_a_background_at_any_output) {
  const std::vector<float> scores{0.1F, 0.2F, 0.4F, 0.3F};
  EXPECT_EQ(best_classes(scores, 2).classes, (BestClasses{kBackground, 2, 1, 0, kAbsent}));
}

TEST(Scores, count_how_many_of_the_best_are_above_the_lowest) {
  EXPECT_EQ(count_above_lowest({1, 0, 0, 0, 0}, 0, 6), 1);
  EXPECT_EQ(count_above_lowest({1, 0.5F, 0.5F, 0.5F, 0.5F}, 0, 6), 5);
  EXPECT_EQ(count_above_lowest({-3, -3, -3, -3, -3}, -3, 1000), 0);
  EXPECT_EQ(count_above_lowest({1, 0, 0, 0, 0}, 0, 5), 5) << "all outputs are among the best";
}

}  // namespace
}  // namespace muster
