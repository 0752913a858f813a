#include "verdict/sameness.h"

#include <gtest/gtest.h>

#include "base/paired_statistics.h"
#include "support/run_builder.h"

namespace muster {
namespace {

ModelReport with(const DecisionFlips& flips) {
  Comparison one;
  one.flips = flips;
  const auto n = static_cast<double>(flips.photos);
  const PairedCounts counts{flips.photos, flips.right_to_wrong, flips.wrong_to_right};
  const Interval loss = tango_interval(counts, 0.95);
  const Interval rate = wilson_interval(static_cast<double>(flips.all()), n, 0.95);
  one.accuracy_loss = {(static_cast<double>(flips.right_to_wrong) - static_cast<double>(flips.wrong_to_right)) / n,
                       loss.low, loss.high, flips.photos};
  one.flip_rate = {static_cast<double>(flips.all()) / n, rate.low, rate.high, flips.photos};
  one.p = mcnemar_exact_p(counts);
  ModelReport report;
  report.comparison = one;
  return report;
}

Comparison judged(const DecisionFlips& flips, const SamenessBounds& bounds = {}) {
  std::vector<ModelReport> all{with(flips)};
  judge_sameness(all, bounds);
  return *all[0].comparison;
}

TEST(Sameness, needs_both_upper_bounds_under_theirs) {
  EXPECT_EQ(judged({500, 0, 0, 0}).sameness, Sameness::kSame);
  EXPECT_EQ(judged({100, 0, 0, 0}).sameness, Sameness::kInconclusive) << "no flip among 100 does not prove 2 %";
  EXPECT_EQ(judged({5000, 0, 0, 90}).sameness, Sameness::kInconclusive) << "1.8 % flips, surely under 2 % only by luck";
  EXPECT_EQ(judged({5000, 0, 0, 90}, {.loss = 0.01, .flips = 0.05}).sameness, Sameness::kSame);
}

TEST(Sameness, is_broken_where_five_points_are_surely_lost) {
  EXPECT_EQ(judged({500, 60, 0, 0}).sameness, Sameness::kBroken);
  EXPECT_NE(judged({500, 60, 0, 0}).reason.find("surely over 5"), std::string::npos);
  EXPECT_NE(judged({500, 30, 0, 0}).sameness, Sameness::kBroken);
}

TEST(Sameness, drifts_where_no_chance_explains_the_loss_or_flips_are_surely_many) {
  EXPECT_EQ(judged({500, 14, 2, 0}).sameness, Sameness::kDrifted);
  EXPECT_EQ(judged({500, 10, 10, 10}).sameness, Sameness::kDrifted) << "accuracy is the same, decisions are not";
  EXPECT_EQ(judged({500, 5, 0, 0}).sameness, Sameness::kInconclusive) << "5 to 0 is p = 0.0625";
}

TEST(Sameness, of_several_models_is_corrected_for_their_number) {
  std::vector<ModelReport> all{with({500, 8, 1, 0}), {}, with({500, 1, 1, 0})};
  EXPECT_LT(all[0].comparison->p, 0.05);
  judge_sameness(all, {});
  EXPECT_NEAR(all[0].comparison->p_corrected, 2 * all[0].comparison->p, 1e-12);
  EXPECT_FALSE(all[1].comparison);
}

TEST(Sameness, says_how_many_photos_would_settle_it) {
  EXPECT_NE(judged({100, 0, 0, 0}).reason.find("photos in all would settle it"), std::string::npos);
  EXPECT_NE(judged({1000, 0, 0, 20}).reason.find("more than 100000"), std::string::npos) << "2 % is the bound itself";
}

/// The same with the model's preparation, or the reference's, a guess.
Comparison guessed(const DecisionFlips& flips, bool reference, bool model) {
  std::vector<ModelReport> all{with(flips)};
  all[0].run = testing::classified_run(10, 10);
  all[0].run.reference.emplace().guessed = reference;
  if (model) all[0].run.preprocessing->crop_source = Source::kDefault;
  judge_sameness(all, {});
  return *all[0].comparison;
}

TEST(Sameness, is_not_denied_under_a_guessed_preparation) {
  EXPECT_EQ(guessed({500, 60, 0, 0}, false, false).sameness, Sameness::kBroken);
  EXPECT_EQ(guessed({500, 60, 0, 0}, false, true).sameness, Sameness::kInconclusive);
  EXPECT_EQ(guessed({500, 14, 2, 0}, true, false).sameness, Sameness::kInconclusive);
  EXPECT_EQ(guessed({500, 0, 0, 0}, true, true).sameness, Sameness::kSame) << "measured so, whatever the guess";
  const std::string reason = guessed({500, 14, 2, 0}, true, false).reason;
  EXPECT_NE(reason.find("how the reference wants its photos was guessed"), std::string::npos) << reason;
  EXPECT_NE(reason.find("--preprocess"), std::string::npos) << reason;
}

TEST(Sameness, calls_a_negative_loss_a_gain) {
  const std::string better = judged({500, 10, 60, 0}).reason;
  EXPECT_NE(better.find("10.0 points of accuracy were gained ["), std::string::npos) << better;
  EXPECT_EQ(better.find("lost"), std::string::npos) << better;
  EXPECT_EQ(better.find("−"), std::string::npos) << better;
  EXPECT_NE(judged({500, 10, 10, 10}).reason.find("0.0 points of accuracy were lost"), std::string::npos);
}

}  // namespace
}  // namespace muster
