#include "verdict/early_decision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/run_builder.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using testing::one_limit;

/// Photos that are right by chance: a sample of an unending population.
muster::Run sample(std::size_t photos, double rate, std::uint64_t seed) {
  muster::Run run = testing::classified_run(0, photos);
  std::mt19937_64 random(seed);
  std::bernoulli_distribution right(rate);
  for (std::size_t i = 0; i < photos; ++i) {
    const auto actual = static_cast<std::int32_t>(i % 2);
    run.predictions.best[i][0] = right(random) ? actual : 1 - actual;
  }
  return run;
}

/// How many photos it took, and the figure then.
struct Decided {
  std::size_t taken = 0;
  Estimate figure;

  [[nodiscard]] bool bad(double bound) const { return *figure.high < bound; }
  [[nodiscard]] bool good(double bound) const { return *figure.low >= bound; }
};

Decided decide(const muster::Run& run, const Budget& budget) {
  Decided decided;
  DecisionCourse course(budget, run);
  while (decided.taken < run.dataset.size() && !course.settled()) course.add(decided.taken++);
  decided.figure = course.estimate(budget.limits.at(0).metric).value();
  return decided;
}

TEST(EarlyDecision, errs_less_than_once_in_twenty) {
  constexpr int kRuns = 200;  // base/betting_test.cc has ten thousand
  for (const double bound : {0.70, 0.85}) {
    const Budget budget = one_limit("top1_accuracy", bound, bound);
    for (const double rate : {bound - 0.002, bound, bound + 0.002}) {
      int errors = 0;
      for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
        const Decided decided = decide(sample(300, rate, seed), budget);
        errors += (rate < bound ? decided.good(bound) : decided.bad(bound)) ? 1 : 0;
      }
      EXPECT_LT(errors, kRuns / 20) << rate << " beside " << bound;
    }
  }
}

TEST(EarlyDecision, declares_a_model_of_95_percent_good_within_200_photos) {
  std::vector<std::size_t> taken;
  for (std::uint64_t seed = 0; seed < 101; ++seed) {
    const Decided decided = decide(sample(1000, 0.95, seed), one_limit("top1_accuracy", 0.85, 0.85));
    EXPECT_FALSE(decided.bad(0.85));
    taken.push_back(decided.taken);
  }
  std::ranges::nth_element(taken, taken.begin() + 50);
  EXPECT_LE(taken[50], 200U);
}

TEST(EarlyDecision, declares_a_bad_model_bad_whatever_else_is_open) {
  Budget budget = one_limit("top1_accuracy", 0.7, 0.7);
  budget.limits.push_back({"recall/cat", 0.4, 0.4, Level::kError, ""});
  muster::Run run = sample(500, 0.42, 1);
  const Decided decided = decide(run, budget);
  EXPECT_TRUE(decided.bad(0.7));
  EXPECT_LT(decided.taken, 120U);
  run.decision.emplace();
  for (std::uint32_t photo = 0; photo < 500; ++photo) {
    if (photo < decided.taken)
      run.decision->order.push_back(photo);
    else
      run.predictions.states[photo] = PhotoState::kPending;
  }
  const ModelReport report = judge(run, budget);
  EXPECT_EQ(report.limits.at(0).outcome, Outcome::kFail) << "photos that were spared leave nothing open";
  EXPECT_EQ(report.verdict, Verdict::kNotReady);
}

TEST(EarlyDecision, keeps_its_interval_when_the_photos_run_out) {
  muster::Run run = sample(40, 0.8, 3);
  run.decision.emplace();
  for (std::uint32_t i = 0; i < 40; ++i) run.decision->order.push_back(i);
  const ModelReport report = judge(run, one_limit("top1_accuracy", 0.75, 0.75));
  EXPECT_EQ(report.limits.at(0).outcome, Outcome::kInconclusive);
  const Measurement shown = testing::measurement_of(report, "top1_accuracy");
  EXPECT_EQ(shown.note, "interval that holds at every photo");
  run.decision.reset();
  const Measurement wilson = testing::measurement_of(judge(run, Budget{}), "top1_accuracy");
  EXPECT_LT(*shown.estimate.low, *wilson.estimate.low);
  EXPECT_EQ(shown.estimate.value, wilson.estimate.value);
}

/// A class that 95 % of the photos show, and a model that always answers it, or finds the others too.
muster::Run unequal(std::size_t photos, bool finds_others) {
  muster::Run run = testing::classified_run(photos, photos);
  for (std::size_t i = 0; i < photos; ++i) {
    const bool other = i % 20 == 7;
    run.dataset.classes[i] = other ? 1 : 0;
    run.predictions.best[i][0] = other && finds_others ? 1 : 0;
  }
  return run;
}

TEST(EarlyDecision, does_not_settle_before_the_constant_answer_is_beaten) {
  const Budget budget = one_limit("top1_accuracy", 0.85, 0.70);
  const Decided constant = decide(unequal(1000, false), budget);
  EXPECT_EQ(constant.taken, 1000U) << "its accuracy is settled soon, and that it is better never";
  const Decided better = decide(unequal(1000, true), budget);
  // Eight photos of eight are won at the earliest: 1 / 0.025 is reached by a mean of (1 + u)^n over u.
  EXPECT_GT(better.taken, 7U * 20);
  EXPECT_LT(better.taken, 300U);
  for (const bool finds_others : {false, true}) {
    muster::Run run = unequal(1000, finds_others);
    const std::size_t taken = finds_others ? better.taken : constant.taken;
    run.decision.emplace();
    for (std::uint32_t photo = 0; photo < taken; ++photo) run.decision->order.push_back(photo);
    for (std::size_t photo = taken; photo < 1000; ++photo) run.predictions.states[photo] = PhotoState::kPending;
    EXPECT_EQ(testing::outcome_of(run, budget), finds_others ? Outcome::kPass : Outcome::kInconclusive);
  }
}

TEST(EarlyDecision, photos_of_one_class_settle_no_top1_accuracy) {
  muster::Run run = testing::classified_run(0, 200);
  for (std::size_t i = 0; i < 200; ++i) run.dataset.classes[i] = 0, run.predictions.best[i][0] = 1;
  EXPECT_EQ(decide(run, one_limit("top1_accuracy", 0.85, 0.70)).taken, 200U);
}

TEST(EarlyDecision, takes_photos_without_an_answer_for_the_worst_and_the_best) {
  muster::Run run = sample(60, 1, 3);
  for (std::size_t i = 0; i < 60; i += 2) run.predictions.states[i] = PhotoState::kUnreadable;
  const Decided decided = decide(run, one_limit("top1_accuracy", 0.7, 0.7));
  EXPECT_EQ(decided.taken, 60U);
  EXPECT_FALSE(decided.good(0.7) || decided.bad(0.7));
}

TEST(EarlyDecision, is_of_means_over_independent_photos_only) {
  const muster::Run run = sample(4, 1, 1);
  const auto refused = require_decidable(one_limit("macro_f1", 0.8, 0.8), run);
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().message, HasSubstr("'macro_f1' is no mean over single photos"));
  EXPECT_THAT(require_decidable(one_limit("model_bytes", 1, 1), run).error().message,
              HasSubstr("no error-level limit"));
  muster::Run videos = run;
  videos.dataset.group.name = "video";
  EXPECT_THAT(require_decidable(default_budget(), videos).error().message, HasSubstr("belong together"));
  EXPECT_TRUE(require_decidable(default_budget(), run).has_value());
}

TEST(EarlyDecision, says_how_many_photos_were_spared) {
  muster::Run run = sample(10, 1, 1);
  run.decision = EarlyDecision{7, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 490};
  const ModelReport report = judge(run, default_budget());
  EXPECT_THAT(testing::finding_of(report, "early-decision").summary, HasSubstr("after 10 of 500 photos"));
}

}  // namespace
}  // namespace muster
