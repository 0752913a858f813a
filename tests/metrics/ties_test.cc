#include "metrics/ties.h"

#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using testing::measurement_of;

/// Photos of a model of seven classes, with their five best.
muster::Run run_of_seven() {
  muster::Run run;
  run.dataset.class_names = {"a", "b", "c", "d", "e", "f", "g"};
  run.predictions.score_kind = "probability";
  run.predictions.output = TensorSpec{"scores", ElementType::kUInt8, {1, 7}, Quantization{{1.0F / 256}, {0}, 0}};
  return run;
}

void add(muster::Run& run, std::uint32_t actual, BestClasses best, BestScores scores, std::uint8_t above_lowest) {
  run.dataset.paths.push_back("photo" + std::to_string(run.dataset.size()));
  run.dataset.classes.push_back(actual);
  run.predictions.states.push_back(PhotoState::kScored);
  run.predictions.best.push_back(best);
  run.predictions.scores.push_back(scores);
  run.predictions.above_lowest.push_back(above_lowest);
}

TEST(Ties, a_class_at_the_lowest_score_is_no_top_5_hit) {
  muster::Run run = run_of_seven();
  add(run, 1, {6, 0, 1, 2, 3}, {1, 0, 0, 0, 0}, 1);                 // only by its number
  add(run, 2, {6, 2, 0, 1, 3}, {0.9F, 0.1F, 0, 0, 0}, 2);           // by its score
  add(run, 3, {6, 0, 1, 2, 3}, {0.6F, 0.1F, 0.1F, 0.1F, 0.1F}, 5);  // tied, above others
  add(run, 0, {0, 1, 2, 3, 4}, {0.2F, 0.2F, 0.2F, 0.2F, 0.2F}, 0);  // all tie: the rule of top-1 holds
  EXPECT_EQ(counted_places(run, 0), 1U);
  EXPECT_EQ(counted_places(run, 3), 1U);
  const ModelReport report = judge(run, default_budget());
  EXPECT_EQ(measurement_of(report, "top5_accuracy").estimate.value, 0.75);
  EXPECT_EQ(measurement_of(report, "top1_accuracy").estimate.value, 0.25);
}

TEST(Ties, of_older_runs_are_known_where_no_score_is_below_zero) {
  muster::Run run = run_of_seven();
  add(run, 1, {6, 0, 1, 2, 3}, {1, 0, 0, 0, 0}, 1);
  run.predictions.above_lowest.clear();
  EXPECT_EQ(counted_places(run, 0), 1U);
  run.predictions.score_kind = "logit";
  EXPECT_EQ(counted_places(run, 0), kBest);
  run.predictions.score_kind = "probability";
  run.predictions.output.reset();  // a table, whose zeros may be rounded
  EXPECT_EQ(counted_places(run, 0), kBest);
}

TEST(Ties, at_the_top_may_win_and_lose) {
  muster::Run run = run_of_seven();
  add(run, 0, {0, 1, 2, 3, 4}, {0.4F, 0.4F, 0.1F, 0.05F, 0.05F}, 5);  // right, and may be wrong
  add(run, 1, {0, 1, 2, 3, 4}, {0.4F, 0.4F, 0.1F, 0.05F, 0.05F}, 5);  // wrong, and may be right
  add(run, 2, {0, 1, 2, 3, 4}, {0.4F, 0.4F, 0.1F, 0.05F, 0.05F}, 5);  // wrong in any case
  add(run, 0, {0, 1, 2, 3, 4}, {0.5F, 0.2F, 0.1F, 0.05F, 0.05F}, 5);  // no tie
  add(run, 6, {0, 1, 2, 3, 4}, {0.2F, 0.2F, 0.2F, 0.2F, 0.2F}, 5);    // more may tie than are kept
  const TopTies ties = count_top_ties(run);
  EXPECT_EQ(ties.photos, 5U);
  EXPECT_EQ(ties.tied, 4U);
  EXPECT_EQ(ties.may_lose, 1U);
  EXPECT_EQ(ties.may_win, 2U);
  run.class_groups = {{"ab", {0, 1}}};
  EXPECT_EQ(count_top_ties(run).may_lose, 0U) << "both are of the group";
}

TEST(Ties, are_not_known_of_answers_without_scores) {
  muster::Run run = run_of_seven();
  add(run, 0, {0, 1, 2, 3, 4}, {0, 0, 0, 0, 0}, 5);
  run.predictions.score_kind = "";
  EXPECT_EQ(count_top_ties(run).tied, 0U);
}

}  // namespace
}  // namespace muster
