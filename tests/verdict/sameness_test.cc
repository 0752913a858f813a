#include "verdict/sameness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/paired_statistics.h"
#include "support/run_builder.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// The reference gives two answers, equally often, and the flips are shared.
std::vector<ReferenceAnswer> two_answers(const DecisionFlips& flips) {
  const std::uint64_t photos = flips.photos + flips.unlabelled, changed = flips.all() + flips.unlabelled_changed;
  return {{0, photos - photos / 2, changed - changed / 2}, {1, photos / 2, changed / 2}};
}

ModelReport with(const DecisionFlips& flips) {
  Comparison one;
  one.flips = flips;
  one.answers = two_answers(flips);
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
  EXPECT_EQ(judged({5000, 0, 0, 90}).sameness, Sameness::kInconclusive) << "1.8 % flips: under 2 % only by luck";
  EXPECT_EQ(judged({5000, 0, 0, 90}, {.loss = 0.01, .flips = 0.05}).sameness, Sameness::kSame);
}

TEST(Sameness, is_broken_where_five_points_are_surely_lost) {
  EXPECT_EQ(judged({500, 60, 0, 0}).sameness, Sameness::kBroken);
  EXPECT_NE(judged({500, 60, 0, 0}).reason.find("over 5 with 95 % confidence"), std::string::npos);
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
  all[0].run.dataset.source = "photos";
  all[0].run.reference.emplace().guessed = reference;
  all[0].run.reference->path = "the reference.tflite";
  if (model) all[0].run.preprocessing->crop_source = Source::kDefault;
  judge_sameness(all, {});
  return *all[0].comparison;
}

TEST(Sameness, is_neither_stated_nor_denied_under_a_guessed_preparation) {
  EXPECT_EQ(guessed({500, 60, 0, 0}, false, false).sameness, Sameness::kBroken);
  EXPECT_EQ(guessed({500, 60, 0, 0}, false, true).sameness, Sameness::kInconclusive);
  EXPECT_EQ(guessed({500, 14, 2, 0}, true, false).sameness, Sameness::kInconclusive);
  EXPECT_EQ(guessed({2000, 0, 0, 0}, false, false).sameness, Sameness::kSame);
  EXPECT_EQ(guessed({2000, 0, 0, 0}, true, false).sameness, Sameness::kInconclusive) << "a wrong guess hides flips too";
  EXPECT_EQ(guessed({2000, 0, 0, 0}, false, true).sameness, Sameness::kInconclusive);
}

TEST(Sameness, says_first_what_was_guessed_and_the_command_that_finds_it) {
  EXPECT_THAT(
      guessed({500, 14, 2, 0}, true, false).reason,
      StartsWith("how the reference wants its photos was guessed in part, so nothing is concluded. Find it with "
                 "muster doctor 'the reference.tflite' --data photos; then state it with --crop"));
  EXPECT_THAT(guessed({500, 14, 2, 0}, true, true).reason,
              StartsWith("how both models want their photos was guessed in part, so nothing is concluded. Find it with "
                         "muster doctor 'the reference.tflite' --data photos and muster doctor model.tflite --data "
                         "photos; then"));
}

/// `flips` of `photos`, where the reference gives the same answer to all but `uncommon` photos.
Comparison of_reference(std::uint64_t photos, std::uint64_t uncommon, std::uint64_t flips_there) {
  std::vector<ModelReport> all{with({photos, flips_there, 0, 0})};
  all[0].comparison->answers = {{0, photos - uncommon, 0}, {1, uncommon, flips_there}};
  judge_sameness(all, {});
  return *all[0].comparison;
}

TEST(Sameness, is_not_shown_by_a_reference_that_nearly_always_answers_the_same) {
  const Comparison constant = of_reference(2000, 29, 0);
  EXPECT_EQ(constant.sameness, Sameness::kInconclusive);
  EXPECT_THAT(constant.reason, HasSubstr("another answer than its commonest to 29 photos only, and 30 are needed"));
  EXPECT_EQ(of_reference(2000, 0, 0).sameness, Sameness::kInconclusive);
}

TEST(Sameness, of_few_photos_and_a_constant_reference_says_that_the_reference_is_the_cause) {
  EXPECT_THAT(of_reference(64, 0, 0).reason, HasSubstr("another answer than its commonest to 0 photos only"));
}

TEST(Sameness, gives_the_doctor_the_options_that_say_how_labels_are_read) {
  std::vector<ModelReport> all{with({500, 14, 2, 0})};
  all[0].run = testing::classified_run(10, 10);
  all[0].run.dataset.source = "photos";
  all[0].run.command = "muster compare a b --data photos --labels 'my labels.txt' --no-latency --split=test";
  all[0].run.reference.emplace().guessed = true;
  all[0].run.reference->path = "a.tflite";
  judge_sameness(all, {});
  EXPECT_THAT(all[0].comparison->reason,
              HasSubstr("muster doctor a.tflite --data photos --labels 'my labels.txt' --split=test; then state"));
}

TEST(Sameness, needs_the_bound_of_flips_over_the_photos_with_uncommon_answers_too) {
  EXPECT_EQ(of_reference(2000, 100, 0).sameness, Sameness::kInconclusive) << "0 of 100: up to 3.7 %";
  EXPECT_THAT(
      of_reference(2000, 100, 0).reason,
      HasSubstr("of the 100 photos that the reference answers otherwise than with its commonest answer, 0 flipped; "
                "at these rates about"));
  EXPECT_EQ(of_reference(2000, 200, 0).sameness, Sameness::kSame) << "0 of 200: up to 1.9 %";
}

TEST(Sameness, without_labels_is_shown_by_few_flips_alone) {
  DecisionFlips flips;
  flips.unlabelled = 1000;
  const auto judged_unlabelled = [&] {
    std::vector<ModelReport> all{with(flips)};
    Comparison& one = *all[0].comparison;
    one.accuracy_loss.reset();
    const auto changed = static_cast<double>(flips.unlabelled_changed);
    const Interval rate = wilson_interval(changed, 1000, 0.95);
    one.flip_rate = {changed / 1000, rate.low, rate.high, 1000};
    one.p = 1;
    judge_sameness(all, {});
    return one;
  };
  EXPECT_EQ(judged_unlabelled().sameness, Sameness::kSame) << "0 of 1,000: no more than 0.4 % can be lost";
  EXPECT_THAT(judged_unlabelled().reason, HasSubstr("is not known, but it is under 1 points with 95 % confidence"));
  flips.unlabelled_changed = 8;  // up to 1.6 % flips, which may all be losses
  EXPECT_EQ(judged_unlabelled().sameness, Sameness::kInconclusive);
  EXPECT_THAT(judged_unlabelled().reason,
              HasSubstr("no photo has a label that matches a class, so the loss of accuracy is not known"));
  flips.unlabelled_changed = 60;
  EXPECT_EQ(judged_unlabelled().sameness, Sameness::kDrifted);
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
