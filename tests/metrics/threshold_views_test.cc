#include "metrics/threshold_views.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "metrics/calibration_figures.h"
#include "metrics/score_columns.h"
#include "support/run_builder.h"
#include "verdict/threshold_findings.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Photos of cat and dog in turn, with dog scores drawn so that the two overlap by `noise`.
muster::Run scored_run(std::uint64_t photos, double noise) {
  muster::Run run = testing::classified_run(photos, photos);
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal(0, noise);
  run.class_scores = {{"dog", {}}};
  run.predictions.score_kind = "probability";
  for (std::uint64_t i = 0; i < photos; ++i) {
    const double center = i % 2 == 1 ? 0.7 : 0.3;
    const auto score = static_cast<float>(std::clamp(center + normal(random), 0.0, 1.0));
    run.class_scores[0].values.push_back(score);
    const bool dog = score >= 0.5F;
    run.predictions.best[i] = {dog ? 1 : 0, dog ? 0 : 1, kAbsent, kAbsent, kAbsent};
    run.predictions.scores[i] = {std::max(score, 1 - score), std::min(score, 1 - score), 0, 0, 0};
  }
  run.dataset.paths = {};
  for (std::uint64_t i = 0; i < photos; ++i) run.dataset.paths.push_back(std::to_string(i) + ".jpg");
  return run;
}

ThresholdView view(const muster::Run& run, std::string name, std::optional<ThresholdGoal> goal) {
  const ThresholdRequest request{std::move(name), goal};
  return view_thresholds(run, {&request, 1}).at(0);
}

TEST(Thresholds, that_meet_their_need_on_both_halves_are_confirmed) {
  const ThresholdView found = view(scored_run(1000, 0.15), "dog", ThresholdGoal{ThresholdNeed::kMinPrecision, 0.9});
  ASSERT_TRUE(found.choice && found.choice->threshold);
  EXPECT_EQ(found.choice->status, ThresholdStatus::kConfirmed);
  EXPECT_THAT(found.sentences.at(0), HasSubstr("precision of 90.0 %: threshold "));
  EXPECT_THAT(found.sentences.at(0), HasSubstr("confirmed"));
  EXPECT_EQ(found.curve.positives, 500U);
  EXPECT_LT(*found.average_precision->low, found.average_precision->value);
}

TEST(Thresholds, that_no_score_gives_cannot_be_reached) {
  const ThresholdView found = view(scored_run(1000, 1), "dog", ThresholdGoal{ThresholdNeed::kMinPrecision, 0.95});
  EXPECT_EQ(found.choice->status, ThresholdStatus::kUnreachable);
  EXPECT_THAT(found.sentences.at(0), HasSubstr("cannot be reached by a threshold that finds 5 % of them; the best is"));
}

TEST(Thresholds, of_few_photos_say_how_many_it_takes) {
  const ThresholdView found = view(scored_run(24, 0.05), "dog", ThresholdGoal{ThresholdNeed::kMinRecall, 0.98});
  EXPECT_EQ(found.choice->status, ThresholdStatus::kTooFew);
  EXPECT_EQ(found.sentences.at(0),
            "recall of 98.0 %: too few photos of dog to tell: n = 12, and 149 are needed in each of two halves");
}

TEST(Thresholds, of_few_photos_for_costs_say_how_many_it_takes) {
  const ThresholdGoal goal{ThresholdNeed::kLeastCost, 0, 1, 1};
  const ThresholdView found = view(scored_run(8, 0.05), "dog", goal);
  EXPECT_EQ(found.choice->status, ThresholdStatus::kTooFew);
  ASSERT_TRUE(found.choice->needed);
  EXPECT_THAT(found.sentences.at(0), HasSubstr(fmt::format("n = 8, and even without a mistake {} are needed in each "
                                                           "of two halves",
                                                           *found.choice->needed)));
  const std::uint64_t enough = 4 * ((2 * *found.choice->needed + 3) / 4);
  EXPECT_NE(view(scored_run(enough, 0.001), "dog", goal).choice->status, ThresholdStatus::kTooFew);
  const auto findings = threshold_findings({&found, 1});
  EXPECT_THAT(findings.at(0).advice, Not(HasSubstr("ask for less"))) << "nothing was asked";
}

TEST(Thresholds, that_accept_every_photo_say_that_they_decide_nothing) {
  muster::Run run = scored_run(1000, 0.15);
  for (float& score : run.class_scores[0].values) score = 0;
  const ThresholdView found = view(run, "dog", ThresholdGoal{ThresholdNeed::kMinRecall, 0.9});
  EXPECT_EQ(found.choice->status, ThresholdStatus::kConfirmed);
  EXPECT_THAT(found.sentences.at(0), HasSubstr("it accepts every photo, and so decides nothing"));
  EXPECT_THAT(threshold_findings({&found, 1}).at(0).advice, Not(HasSubstr("Ship the threshold")));
}

TEST(Thresholds, of_the_top_answer_say_when_an_app_should_not_be_sure) {
  const ThresholdView found = view(scored_run(2000, 0.25), "", ThresholdGoal{ThresholdNeed::kMinPrecision, 0.9});
  ASSERT_TRUE(found.choice && found.choice->threshold);
  EXPECT_GT(*found.choice->threshold, 0.5F);
  EXPECT_THAT(found.sentences.at(0), HasSubstr("90.0 % of the accepted answers right"));
}

TEST(Thresholds, without_whole_outputs_are_not_measured) {
  muster::Run run = scored_run(100, 0.1);
  run.class_scores.clear();
  EXPECT_THAT(view(run, "dog", std::nullopt).sentences.at(0), HasSubstr("not measured"));
}

TEST(Thresholds, do_not_depend_on_the_order_of_photos) {
  const muster::Run run = scored_run(400, 0.2);
  muster::Run reversed = run;
  reversed.dataset.paths = {};
  for (std::size_t i = 400; i-- > 0;) reversed.dataset.paths.push_back(run.dataset.paths[i]);
  std::ranges::reverse(reversed.dataset.classes);
  std::ranges::reverse(reversed.predictions.best);
  std::ranges::reverse(reversed.class_scores[0].values);
  const ThresholdGoal goal{ThresholdNeed::kMinRecall, 0.9};
  const ThresholdView one = view(run, "dog", goal), other = view(reversed, "dog", goal);
  EXPECT_EQ(one.sentences, other.sentences);
  EXPECT_EQ(one.average_precision->low, other.average_precision->low);
}

TEST(ScoreColumns, count_photos_of_no_class_as_negatives_and_nan_as_never_accepted) {
  muster::Run run = scored_run(10, 0.05);
  run.dataset.classes[1] = kNoClass;
  run.predictions.states[3] = PhotoState::kNotANumber;
  run.predictions.states[5] = PhotoState::kUnreadable;
  const auto columns = class_columns(run, "dog");
  ASSERT_TRUE(columns.has_value());
  EXPECT_EQ(columns->scores.size(), 9U);
  EXPECT_EQ(std::accumulate(columns->positive.begin(), columns->positive.end(), 0), 3);
  EXPECT_TRUE(std::isnan(columns->scores[3]));
}

TEST(ScoreColumns, take_the_softmax_of_logits_as_confidence) {
  muster::Run run = scored_run(10, 0.05);
  run.predictions.score_kind = "logit";
  EXPECT_FALSE(confidence_columns(run, true).has_value());
  run.predictions.softmax.assign(10, 0.625F);
  EXPECT_EQ(confidence_columns(run, true)->scores[0], 0.625F);
}

TEST(ScoreMetrics, are_limited_by_budgets) {
  const muster::Run run = scored_run(1000, 0.15);
  EXPECT_EQ(testing::outcome_of(run, testing::one_limit("average_precision/dog", 0.9, 0.9)), Outcome::kPass);
  EXPECT_EQ(testing::outcome_of(run, testing::one_limit("roc_area/dog", 0.999, 0.999)), Outcome::kFail);
  EXPECT_EQ(testing::outcome_of(run, testing::one_limit("average_precision/cat", 0.9, 0.9)), Outcome::kInconclusive);
  EXPECT_EQ(testing::outcome_of(run, testing::one_limit("brier_score", 0.3, 0.3)), Outcome::kPass);
  EXPECT_EQ(testing::outcome_of(run, testing::one_limit("expected_calibration_error", 0.01, 0.01)), Outcome::kFail);
}

TEST(ScoreMetrics, have_a_mean_over_the_classes_that_photos_show) {
  muster::Run run = scored_run(100, 0.15);
  run.class_rankings = {{"cat", 40, 0.9, 0.95}, {"dog", 60, 0.7, 0.8}};
  const Measurement mean = testing::measurement_of(judge(run, Budget{}), "macro_average_precision");
  EXPECT_NEAR(mean.estimate.value, 0.8, 1e-12);
  // Wilson's interval of 80 % of 96 photos, which is wider than those of the classes put together by MOVER.
  EXPECT_NEAR(*mean.estimate.low, 0.7091520 - (0.1 / 40 + 0.3 / 60) / 2, 1e-6);
  EXPECT_NEAR(*mean.estimate.high, 0.8677626, 1e-6);
}

TEST(ScoreMetrics, of_a_perfect_ranking_claim_no_more_than_its_photos_show) {
  const muster::Run run = scored_run(60, 0.001);
  const ModelReport report = judge(run, testing::one_limit("average_precision/dog", 0.95, 0.95));
  const Measurement measured = testing::measurement_of(report, "average_precision/dog");
  EXPECT_EQ(measured.estimate.value, 1);
  EXPECT_NEAR(*measured.estimate.low, 30 / (30 + 3.8414588), 1e-6) << "Wilson's of 30 of 30";
  EXPECT_EQ(report.limits.at(0).outcome, Outcome::kInconclusive);
}

TEST(ScoreMetrics, of_scores_that_are_no_numbers_say_so) {
  muster::Run run = scored_run(10, 0.05);
  run.predictions.states.assign(10, PhotoState::kNotANumber);
  EXPECT_EQ(calibration_of(run).reason, "no score is a number");
  run.predictions.score_kind = "";
  EXPECT_THAT(calibration_of(run).reason, HasSubstr("no confidences are known"));
}

}  // namespace
}  // namespace muster
