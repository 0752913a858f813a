#include "metrics/score_agreement.h"

#include <gtest/gtest.h>

#include <cmath>

namespace muster {
namespace {

TEST(ScoreAgreement, is_signal_over_noise_in_decibels_and_the_cosine) {
  const ScoreAgreement one = agreement_of({{3, 4}}, {{3, 3}});
  EXPECT_EQ(one.photos, 1U);
  EXPECT_NEAR(one.snr_db, 10 * std::log10(25.0 / 1), 1e-12);
  EXPECT_NEAR(one.cosine, 21 / (5 * std::sqrt(18.0)), 1e-12);
}

TEST(ScoreAgreement, sums_over_all_photos_and_has_the_median_of_single_ones) {
  const ScoreAgreement one = agreement_of({{3, 4}, {0, 10}, {1, 0}}, {{3, 3}, {0, 9}, {2, 0}});
  EXPECT_NEAR(one.snr_db, 10 * std::log10(126.0 / 3), 1e-12);
  EXPECT_NEAR(one.median_snr_db, 10 * std::log10(25.0), 1e-12) << "of 25, 100 and 1";
  EXPECT_NEAR(one.cosine, (21.0 + 90 + 2) / std::sqrt(126.0 * (18 + 81 + 4)), 1e-12);
  EXPECT_NEAR(agreement_of({{3, 4}, {0, 10}}, {{3, 3}, {0, 9}}).median_snr_db, 10 * std::log10(50.0), 1e-12);
}

TEST(ScoreAgreement, of_equal_scores_is_infinite) {
  const ScoreAgreement one = agreement_of({{1, 2}, {3, 4}}, {{1, 2}, {3, 4}});
  EXPECT_TRUE(std::isinf(one.snr_db) && std::isinf(one.median_snr_db));
  EXPECT_NEAR(one.cosine, 1, 1e-15);
}

TEST(ScoreAgreement, of_other_numbers_of_scores_is_not_measured) {
  const ScoreAgreement one = agreement_of({{1, 2}}, {{1, 2, 3}});
  EXPECT_EQ(one.photos, 0U);
  EXPECT_EQ(one.reason, "they give 2 and 3 scores");
  EXPECT_EQ(agreement_of({}, {}).photos, 0U);
}

}  // namespace
}  // namespace muster
