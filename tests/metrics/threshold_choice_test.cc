#include "metrics/threshold_choice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/statistics.h"
#include "support/simulated_scores.h"

namespace muster {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr ThresholdGoal kPrecise{ThresholdNeed::kMinPrecision, 0.95};
constexpr ThresholdGoal kSensitive{ThresholdNeed::kMinRecall, 0.95};

/// What many data sets come to.
struct Outcomes {
  int chosen = 0, confirmed = 0;
  int wrongly_chosen = 0, wrongly_confirmed = 0;  ///< the threshold truly fails the need
};

Outcomes outcomes(const Simulation& simulation, const ThresholdGoal& goal, double (*truth)(const Simulation&, float),
                  int data_sets = 1000) {
  Outcomes outcomes;
  for (int i = 0; i < data_sets; ++i) {
    const SimulatedScores drawn = simulate(simulation, 1000 + static_cast<std::uint64_t>(i));
    const ThresholdChoice choice = choose_threshold(drawn.columns(), goal);
    const bool confirmed = choice.status == ThresholdStatus::kConfirmed;
    if (!confirmed && choice.status != ThresholdStatus::kNotConfirmed) continue;
    const int fails = truth(simulation, *choice.threshold) < goal.rate ? 1 : 0;
    ++outcomes.chosen, outcomes.wrongly_chosen += fails;
    if (confirmed) ++outcomes.confirmed, outcomes.wrongly_confirmed += fails;
  }
  return outcomes;
}

TEST(ThresholdChoice, what_it_confirms_for_a_precision_truly_reaches_it) {
  const Outcomes seen = outcomes({.separation = 2.5, .units = 2000}, kPrecise, true_precision);
  EXPECT_GE(seen.confirmed, 500);
  EXPECT_LE(seen.wrongly_confirmed, 0.05 * seen.confirmed);
  EXPECT_LE(seen.wrongly_chosen, 50);
}

TEST(ThresholdChoice, is_wrong_one_time_in_twenty_at_most_where_no_threshold_will_do) {
  // Scores that tell nothing, and a share of positives just below the need: every choice is wrong.
  const Outcomes alone = outcomes({.prevalence = 0.949, .separation = 0}, kPrecise, true_precision);
  const Outcomes grouped =
      outcomes({.prevalence = 0.949, .separation = 0, .units = 400, .photos_a_unit = 5, .correlation = 0.9}, kPrecise,
               true_precision);
  for (const Outcomes& seen : {alone, grouped}) {
    EXPECT_LE(seen.chosen, 60);
    EXPECT_LE(seen.confirmed, 15);
  }
}

TEST(ThresholdChoice, what_it_confirms_for_a_recall_truly_reaches_it) {
  const Outcomes seen = outcomes({}, kSensitive, true_recall);
  EXPECT_GE(seen.confirmed, 700);
  EXPECT_LE(seen.wrongly_confirmed, 0.05 * seen.confirmed);
  EXPECT_LE(seen.wrongly_chosen, 50);
}

TEST(ThresholdChoice, what_it_confirms_for_an_accepted_share_truly_accepts_it) {
  const Outcomes seen = outcomes({}, {ThresholdNeed::kMinAccepted, 0.8}, true_accepted, 300);
  EXPECT_GE(seen.confirmed, 200);
  EXPECT_LE(seen.wrongly_chosen, 15);
}

TEST(ThresholdChoice, counts_photos_of_a_group_as_one) {
  // 40 groups of 50 photos are 2000 photos, but no more than 8 positive units a half.
  const SimulatedScores drawn = simulate({.separation = 5, .units = 40, .photos_a_unit = 50, .correlation = 0.99}, 1);
  const ThresholdChoice choice = choose_threshold(drawn.columns(), kPrecise);
  EXPECT_EQ(choice.status, ThresholdStatus::kTooFew);
  EXPECT_LT(choice.effective, 15);
  EXPECT_EQ(choice.needed, 59U);
}

TEST(ThresholdChoice, says_how_many_positives_a_perfect_result_takes) {
  const SimulatedScores drawn = simulate({.separation = 9, .units = 60}, 2);
  for (const ThresholdGoal& goal : {kPrecise, kSensitive}) {
    const ThresholdChoice choice = choose_threshold(drawn.columns(), goal);
    EXPECT_EQ(choice.status, ThresholdStatus::kTooFew);
    EXPECT_FALSE(choice.threshold);
    EXPECT_EQ(choice.needed, 59U);
    EXPECT_NEAR(choice.effective, 12, 4);
  }
  EXPECT_FALSE(choose_threshold(drawn.columns(), {ThresholdNeed::kMinRecall, 1}).needed);
}

TEST(ThresholdChoice, gives_the_nearest_where_none_reaches_the_need) {
  const SimulatedScores drawn = simulate({.separation = 0.5}, 3);
  const ThresholdChoice choice = choose_threshold(drawn.columns(), kPrecise);
  EXPECT_EQ(choice.status, ThresholdStatus::kUnreachable);
  ASSERT_TRUE(choice.threshold);
  EXPECT_LT(choice.halves[0].precision->value, 0.95);
  EXPECT_LT(*choice.halves[0].precision->low, choice.halves[0].precision->value);
}

/// Scores that tell nothing, but for some negatives with the highest and some with the lowest.
SimulatedScores misleading(std::uint32_t highest, std::uint32_t lowest) {
  SimulatedScores drawn = simulate({.prevalence = 0.97, .separation = 0, .units = 4000}, 4);
  std::uint32_t wrong = 0;
  for (std::size_t row = 0; row < 4000; ++row) {
    if (drawn.positive[row] != 0 || wrong == highest + lowest) continue;
    drawn.scores[row] = wrong++ < highest ? 10 : -10;
  }
  return drawn;
}

TEST(ThresholdChoice, stops_at_the_first_that_fails_though_laxer_ones_pass) {
  const ThresholdGoal goal{ThresholdNeed::kMinPrecision, 0.97};
  EXPECT_EQ(choose_threshold(misleading(60, 50).columns(), goal).status, ThresholdStatus::kNotShown);
}

TEST(ThresholdChoice, tries_to_accept_all_where_the_strictest_fails) {
  const ThresholdChoice choice = choose_threshold(misleading(60, 0).columns(), {ThresholdNeed::kMinPrecision, 0.95});
  EXPECT_EQ(choice.status, ThresholdStatus::kConfirmed);
  for (const HalfFigures& half : choice.halves) EXPECT_EQ(half.counts.false_negatives + half.counts.true_negatives, 0U);
}

TEST(ThresholdChoice, shows_both_halves_with_exact_intervals) {
  const SimulatedScores drawn = simulate({.separation = 4, .units = 2000}, 5);
  const ThresholdChoice choice = choose_threshold(drawn.columns(), kPrecise);
  EXPECT_EQ(choice.status, ThresholdStatus::kConfirmed);
  std::uint64_t photos = 0;
  for (const HalfFigures& half : choice.halves) {
    const BinaryCounts& counts = half.counts;
    const std::uint64_t accepted = counts.true_positives + counts.false_positives;
    photos += accepted + counts.false_negatives + counts.true_negatives;
    const Interval precision = clopper_pearson_interval(counts.true_positives, accepted, 0.9);
    const Interval recall =
        clopper_pearson_interval(counts.true_positives, counts.true_positives + counts.false_negatives, 0.9);
    EXPECT_NEAR(half.precision->low.value_or(-1), precision.low, 1e-9);
    EXPECT_NEAR(half.recall->high.value_or(-1), recall.high, 1e-9);
    EXPECT_EQ(half.accepted->count, 1000U);
    EXPECT_GE(half.precision->low.value_or(0), 0.95);
    EXPECT_FALSE(half.cost);
  }
  EXPECT_EQ(photos, 2000U);
}

TEST(ThresholdChoice, does_not_depend_on_the_order_of_the_rows) {
  const SimulatedScores drawn = simulate({.separation = 3, .units = 500, .photos_a_unit = 3, .correlation = 0.5}, 6);
  SimulatedScores reversed = drawn;
  std::ranges::reverse(reversed.scores), std::ranges::reverse(reversed.positive), std::ranges::reverse(reversed.keys);
  std::ranges::reverse(reversed.strata), std::ranges::reverse(reversed.groups);
  for (const ThresholdNeed need :
       {ThresholdNeed::kMinPrecision, ThresholdNeed::kMinRecall, ThresholdNeed::kLeastCost}) {
    const ThresholdChoice one = choose_threshold(drawn.columns(), {need, 0.9});
    const ThresholdChoice other = choose_threshold(reversed.columns(), {need, 0.9});
    EXPECT_EQ(one.status, other.status);
    EXPECT_EQ(one.threshold, other.threshold);
    EXPECT_EQ(one.halves[1].counts.true_positives, other.halves[1].counts.true_positives);
  }
}

TEST(ThresholdChoice, moves_with_what_a_miss_costs) {
  const SimulatedScores drawn = simulate({.units = 4000}, 7);
  const auto choose = [&](double miss_cost) {
    return choose_threshold(drawn.columns(), {ThresholdNeed::kLeastCost, 0, 1, miss_cost});
  };
  EXPECT_EQ(choose(1).status, ThresholdStatus::kConfirmed);
  EXPECT_GT(*choose(1).threshold, *choose(10).threshold);
  // Two normals of one variance: the best threshold is 1 + ln(odds of the negatives × cost ratio) / 2.
  EXPECT_NEAR(*choose(1).threshold, 1 + std::log(1.5) / 2, 0.4);
  const HalfFigures other_half = choose(1).halves[1];
  EXPECT_NEAR(other_half.cost->value,
              static_cast<double>(other_half.counts.false_positives + other_half.counts.false_negatives) / 2000, 1e-12);
  EXPECT_LT(*other_half.cost->low, other_half.cost->value);
}

TEST(ThresholdChoice, is_not_ruled_out_by_thresholds_that_accept_more) {
  int ruled_out = 0;
  for (std::uint32_t seed = 0; seed < 20; ++seed)  // reachable, at a fifth of the positives
    ruled_out += choose_threshold(simulate({.prevalence = 0.1, .separation = 2.1, .units = 2000}, seed).columns(),
                                  {ThresholdNeed::kMinPrecision, 0.9})
                             .status == ThresholdStatus::kUnreachable
                     ? 1
                     : 0;
  EXPECT_LE(ruled_out, 2);
}

TEST(ThresholdChoice, accepts_all_where_scores_tell_nothing_and_all_are_good_enough) {
  int confirmed = 0;
  for (std::uint32_t seed = 0; seed < 20; ++seed)
    confirmed += choose_threshold(simulate({.prevalence = 0.95, .separation = 0, .units = 500}, seed).columns(),
                                  {ThresholdNeed::kMinPrecision, 0.8})
                             .status == ThresholdStatus::kConfirmed
                     ? 1
                     : 0;
  EXPECT_GE(confirmed, 19);
}

TEST(ThresholdChoice, of_scores_that_tell_nothing_is_not_cheaper_than_a_fixed_answer) {
  const SimulatedScores drawn = simulate({.prevalence = 0.1, .separation = 0}, 8);
  const ThresholdStatus status = choose_threshold(drawn.columns(), {ThresholdNeed::kLeastCost}).status;
  EXPECT_TRUE(status == ThresholdStatus::kUnreachable || status == ThresholdStatus::kNotConfirmed);
}

TEST(ThresholdChoice, of_least_cost_lies_between_the_classes) {
  std::vector<float> scores;
  std::vector<std::uint8_t> positive;
  std::vector<std::uint64_t> keys;
  for (std::uint64_t i = 0; i < 100; ++i) {
    positive.push_back(i % 2 == 0 ? 1 : 0);
    scores.push_back(i % 2 == 0 ? 0.75F : 0.25F);
    keys.push_back(i);
  }
  EXPECT_EQ(choose_threshold({scores, positive, {keys, {}, {}}}, {ThresholdNeed::kLeastCost}).threshold, 0.5F);
}

TEST(ThresholdChoice, answers_to_degenerate_columns) {
  constexpr std::size_t kRows = 400;
  std::vector<std::uint64_t> keys(kRows);
  for (std::size_t row = 0; row < kRows; ++row) keys[row] = row;
  const std::vector<std::uint8_t> all(kRows, 1), none(kRows, 0);
  const std::vector<float> tied(kRows, 0.5F), nan(kRows, kNan);
  const auto status = [&](std::span<const float> scores, std::span<const std::uint8_t> positive, ThresholdGoal goal) {
    const std::span<const std::uint64_t> some(keys.data(), scores.size());
    return choose_threshold({scores, positive, {some, {}, {}}}, goal).status;
  };
  for (const ThresholdNeed need : {ThresholdNeed::kMinPrecision, ThresholdNeed::kMinRecall, ThresholdNeed::kMinAccepted,
                                   ThresholdNeed::kLeastCost}) {
    const ThresholdGoal goal{need, 0.9};
    const bool cost = need == ThresholdNeed::kLeastCost, accepted = need == ThresholdNeed::kMinAccepted;
    EXPECT_EQ(status({}, {}, goal), ThresholdStatus::kTooFew);
    EXPECT_EQ(status(std::span(tied).first(1), std::span(all).first(1), goal), ThresholdStatus::kTooFew);
    EXPECT_EQ(status(tied, none, goal), accepted ? ThresholdStatus::kConfirmed : ThresholdStatus::kTooFew);
    EXPECT_EQ(status(tied, all, goal), cost ? ThresholdStatus::kTooFew : ThresholdStatus::kConfirmed);
    EXPECT_EQ(status(nan, all, goal), cost ? ThresholdStatus::kTooFew : ThresholdStatus::kUnreachable);
  }
}

}  // namespace
}  // namespace muster
