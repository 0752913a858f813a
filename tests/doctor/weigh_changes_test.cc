#include "doctor/weigh_changes.h"

#include <gmock/gmock.h>

#include <random>

namespace muster {
namespace {

/// A trial with so many photos mended, spoilt, right in both and wrong in both, of ten classes in turn.
Trial trial(const std::string& id, int mended, int spoilt, int right, int wrong) {
  Trial made{{id, id, "", ""}, {}, false};
  const auto add = [&](int count, bool before, bool after) {
    for (int i = 0; i < count; ++i) made.photos.push_back({static_cast<std::uint32_t>(i % 10), before, after});
  };
  add(mended, false, true), add(spoilt, true, false), add(right, true, true), add(wrong, false, false);
  return made;
}

TEST(WeighChanges, shows_the_surest_gain_first_with_its_test_and_interval) {
  const auto changes =
      weigh_changes({trial("little", 30, 2, 40, 28), trial("much", 50, 1, 40, 9), trial("worse", 0, 40, 40, 20)},
                    JudgedBy::kTop1Accuracy);
  ASSERT_EQ(changes[0].change.id, "much");
  EXPECT_TRUE(changes[0].helps);
  EXPECT_DOUBLE_EQ(changes[0].gain.value, 0.49);
  EXPECT_EQ(changes[0].right_before, 41);
  EXPECT_EQ(changes[0].right_after, 90);
  // By SciPy: binomtest(1, 51).pvalue × 3; Tango's interval at 1 - 0.05 / 3 encloses the gain.
  EXPECT_NEAR(changes[0].p_corrected, 3 * 2 * (1 + 51) / std::pow(2.0, 51), 1e-18);
  EXPECT_LT(*changes[0].gain.low, 0.37);
  EXPECT_GT(*changes[0].gain.high, 0.60);
  EXPECT_EQ(changes[1].change.id, "little");
  EXPECT_EQ(changes[2].change.id, "worse");
  EXPECT_LT(changes[2].p_corrected, kSureP);
  EXPECT_FALSE(changes[2].helps);
}

TEST(WeighChanges, corrects_for_those_that_were_dropped_too) {
  std::vector<Trial> trials{trial("some", 12, 0, 40, 20)};  // p is 2 / 2^12
  EXPECT_TRUE(weigh_changes(trials, JudgedBy::kTop1Accuracy)[0].helps);
  for (int i = 0; i < 20; ++i) {
    trials.push_back(trial("dropped", 30, 0, 40, 2));
    trials.back().dropped = true;
  }
  const auto changes = weigh_changes(trials, JudgedBy::kTop1Accuracy);
  EXPECT_NEAR(changes[0].p_corrected, 21 * 2 / 4096.0, 1e-12);
  EXPECT_FALSE(changes[0].helps);
  EXPECT_FALSE(changes[1].helps);
  EXPECT_EQ(changes[1].p, 1);
  EXPECT_FALSE(changes[1].gain.low);
}

TEST(WeighChanges, takes_a_constant_answer_that_moves_to_the_common_class_for_no_mending) {
  Trial constant{{"constant", "", "", ""}, {}, false};
  for (int i = 0; i < 100; ++i) constant.photos.push_back({i < 80 ? 0U : 1U, i >= 80, i < 80});
  const auto changes = weigh_changes({constant}, JudgedBy::kTop1Accuracy);
  EXPECT_DOUBLE_EQ(changes[0].gain.value, 0.6);
  EXPECT_DOUBLE_EQ(changes[0].balanced_gain, 0);
  EXPECT_FALSE(changes[0].helps);
}

/// Adds so many photos of a class.
void add(Trial& trial, std::uint32_t actual, int count, bool before, bool after) {
  for (int i = 0; i < count; ++i) trial.photos.push_back({actual, before, after});
}

TEST(WeighChanges, judges_by_mean_recall_what_top1_does_not_see) {
  Trial mostly_dogs{{"normalisation:minus1-to-1", "", "", ""}, {}};  // before it, the answer is always dog
  add(mostly_dogs, 0, 240, true, true), add(mostly_dogs, 0, 30, true, false), add(mostly_dogs, 1, 30, false, true);
  EXPECT_FALSE(weigh_changes({mostly_dogs}, JudgedBy::kTop1Accuracy)[0].helps);
  const TriedChange tried = weigh_changes({mostly_dogs}, JudgedBy::kMeanRecall)[0];
  EXPECT_TRUE(tried.helps);
  EXPECT_EQ(tried.right_before, tried.right_after);
  EXPECT_DOUBLE_EQ(tried.recall_before, 0.5);
  EXPECT_NEAR(tried.recall_after, (240.0 / 270 + 1) / 2, 1e-12);
  EXPECT_NEAR(tried.gain.value, tried.recall_after - 0.5, 1e-12);
  EXPECT_GT(*tried.gain.low, 0.3);
}

TEST(WeighChanges, advises_no_change_where_the_photos_show_one_class) {
  Trial hens{{"colour:bgr", "", "", ""}, {}};
  add(hens, 4, 100, false, true);
  EXPECT_FALSE(weigh_changes({hens}, JudgedBy::kTop1Accuracy)[0].helps);
  add(hens, 5, 100, false, true);
  EXPECT_TRUE(weigh_changes({hens}, JudgedBy::kTop1Accuracy)[0].helps);
}

TEST(WeighChanges, advises_no_change_to_answers_that_a_constant_one_equals) {
  Trial inverted{{"encoding:raw", "", "", ""}, {}};  // after it, always the first of two classes
  add(inverted, 0, 90, false, true), add(inverted, 0, 10, true, true);
  add(inverted, 1, 90, false, false), add(inverted, 1, 10, true, false);
  const TriedChange tried = weigh_changes({inverted}, JudgedBy::kTop1Accuracy)[0];
  EXPECT_DOUBLE_EQ(tried.gain.value, 0.4);
  EXPECT_LT(tried.p_corrected, kSureP);
  EXPECT_FALSE(tried.helps);
}

TEST(WeighChanges, prefers_a_preparation_that_gains_as_much_to_another_order_of_labels) {
  Trial labels = trial("labels:next", 60, 0, 10, 30);
  labels.of_labels = true;
  EXPECT_TRUE(weigh_changes({labels, trial("colour:bgr", 3, 0, 10, 87)}, JudgedBy::kTop1Accuracy)[0].helps);
  for (const int gained : {55, 60, 80}) {
    const auto changes =
        weigh_changes({labels, trial("colour:bgr", gained, 0, 10, 90 - gained)}, JudgedBy::kTop1Accuracy);
    EXPECT_EQ(changes[0].change.id, "colour:bgr");
    EXPECT_FALSE(changes[1].helps) << gained;
  }
}

TEST(WeighChanges, advises_no_order_of_labels_that_is_not_credible) {
  Trial labels = trial("labels:permutation", 60, 0, 10, 30);
  labels.of_labels = true, labels.is_credible = false;
  EXPECT_FALSE(weigh_changes({labels}, JudgedBy::kTop1Accuracy)[0].helps);
}

TEST(WeighChanges, seldom_finds_a_change_that_does_nothing) {
  std::mt19937 random(3);
  std::bernoulli_distribution right(0.6);
  int found = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<Trial> trials(20);
    for (Trial& one : trials)
      for (std::uint32_t photo = 0; photo < 200; ++photo)
        one.photos.push_back({photo % 10, right(random), right(random)});
    found += weigh_changes(trials, JudgedBy::kTop1Accuracy)[0].helps ? 1 : 0;
  }
  EXPECT_LE(found, 7);  // at most 1 % of 300; 8 have a probability of under 1 %
}

TEST(WeighChanges, needs_as_many_mended_photos_as_it_says) {
  for (const std::size_t count : {1U, 7U, 20U}) {
    for (const int more : {-1, 0}) {
      std::vector<Trial> trials(count, trial("nothing", 0, 0, 50, 50));
      trials[0] = trial("mends", static_cast<int>(least_mended(count)) + more, 0, 100, 0);
      EXPECT_EQ(weigh_changes(trials, JudgedBy::kTop1Accuracy)[0].helps, more == 0) << count;
    }
  }
}

TEST(WeighChanges, advises_nothing_after_an_interruption) {
  Diagnosis diagnosis;
  EXPECT_EQ(advised_change(diagnosis), nullptr);
  diagnosis.changes = weigh_changes({trial("much", 50, 1, 40, 9)}, JudgedBy::kTop1Accuracy);
  EXPECT_EQ(advised_change(diagnosis)->change.id, "much");
  diagnosis.interrupted = true;
  EXPECT_EQ(advised_change(diagnosis), nullptr);
}

}  // namespace
}  // namespace muster
