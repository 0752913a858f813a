#include "worker/scores.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TEST(BestClasses, puts_the_lower_output_first_where_scores_tie) {
  const std::vector<float> scores{0.1F, 0.5F, 0.5F, 0.0F, 0.5F, 0.1F, 0.1F};
  const Best best = best_classes(scores, false);
  EXPECT_EQ(best.classes, (BestClasses{1, 2, 4, 0, 5}));
  EXPECT_EQ(best.scores, (BestScores{0.5F, 0.5F, 0.5F, 0.1F, 0.1F}));
}

TEST(BestClasses, counts_classes_from_behind_the_background) {
  const std::vector<float> scores{0.9F, 0.2F, 0.3F};
  EXPECT_EQ(best_classes(scores, true).classes, (BestClasses{kBackground, 1, 0, kAbsent, kAbsent}));
}

TEST(BestClasses, ranks_negative_logits) {
  const std::vector<float> scores{-3, -1, -2};
  EXPECT_EQ(best_classes(scores, false).classes, (BestClasses{1, 2, 0, kAbsent, kAbsent}));
}

}  // namespace
}  // namespace muster
