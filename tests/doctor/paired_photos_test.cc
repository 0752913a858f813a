#include "doctor/paired_photos.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/paired_statistics.h"

namespace muster {
namespace {

/// Adds so many photos of a class.
void add(std::vector<PairedPhoto>& photos, std::uint32_t actual, int count, bool before, bool after) {
  for (int i = 0; i < count; ++i) photos.push_back({actual, before, after});
}

TEST(JudgedBy, is_mean_recall_where_one_class_is_far_more_common) {
  const auto of = [](int first, int second) {
    std::vector<PairedPhoto> photos;
    add(photos, 0, first, true, true), add(photos, 1, second, true, true);
    return judged_by(photos);
  };
  EXPECT_EQ(of(50, 50), JudgedBy::kTop1Accuracy);
  EXPECT_EQ(of(70, 30), JudgedBy::kTop1Accuracy);
  EXPECT_EQ(of(75, 25), JudgedBy::kMeanRecall);
  EXPECT_EQ(of(285, 15), JudgedBy::kMeanRecall);
  EXPECT_EQ(judged_by({}), JudgedBy::kTop1Accuracy);
}

TEST(PairedPhotos, give_every_class_the_same_weight_by_mean_recall) {
  std::vector<PairedPhoto> photos;
  add(photos, 0, 240, true, true), add(photos, 0, 30, true, false);
  add(photos, 1, 28, false, true), add(photos, 1, 2, false, false);
  const auto classes = count_by_class(photos);
  EXPECT_DOUBLE_EQ(mean_recall_before(classes), 0.5);
  EXPECT_NEAR(mean_recall_after(classes), (240.0 / 270 + 28.0 / 30) / 2, 1e-12);
  EXPECT_GT(gain_p(classes, JudgedBy::kTop1Accuracy), 0.5);
  EXPECT_LT(gain_p(classes, JudgedBy::kMeanRecall), 1e-5);
  const Interval interval = gain_interval(classes, JudgedBy::kMeanRecall, 0.95);
  EXPECT_GT(interval.low, 0.29);
  EXPECT_LT(interval.low, 0.41);
  EXPECT_GT(interval.high, 0.41);
}

TEST(PairedPhotos, of_one_class_have_tangos_interval_by_either_share) {
  std::vector<PairedPhoto> photos;
  add(photos, 3, 14, false, true), add(photos, 3, 5, true, false), add(photos, 3, 81, true, true);
  const Interval tango = tango_interval({100, 14, 5}, 0.95);
  for (const JudgedBy by : {JudgedBy::kTop1Accuracy, JudgedBy::kMeanRecall}) {
    EXPECT_NEAR(gain_interval(count_by_class(photos), by, 0.95).low, tango.low, 1e-12);
    EXPECT_NEAR(gain_interval(count_by_class(photos), by, 0.95).high, tango.high, 1e-12);
  }
}

TEST(ConstantP, compares_with_always_answering_the_commonest_class) {
  std::vector<PairedPhoto> photos;  // always the first class before, always right after
  add(photos, 0, 90, true, true), add(photos, 1, 10, false, true);
  EXPECT_EQ(constant_p(photos, &PairedPhoto::before, JudgedBy::kTop1Accuracy), 1);
  EXPECT_DOUBLE_EQ(constant_p(photos, &PairedPhoto::after, JudgedBy::kTop1Accuracy), std::exp2(-10));
  photos.clear();  // more right answers by mean recall, and not by top-1
  add(photos, 0, 80, true, true), add(photos, 0, 10, false, false), add(photos, 1, 10, true, true);
  EXPECT_GT(constant_p(photos, &PairedPhoto::before, JudgedBy::kTop1Accuracy), 0.5);
  EXPECT_LT(constant_p(photos, &PairedPhoto::before, JudgedBy::kMeanRecall), 0.01);
}

}  // namespace
}  // namespace muster
