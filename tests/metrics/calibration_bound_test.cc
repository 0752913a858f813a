#include "metrics/calibration_bound.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "metrics/calibration.h"

namespace muster {
namespace {

/// Top answers with confidences from 0.3 to 1, right that often less `overconfidence`.
ReliabilityTable drawn(std::size_t photos, double overconfidence, std::mt19937_64& random) {
  std::uniform_real_distribution<double> confidence(0.3, 1), unit(0, 1);
  std::vector<float> confidences;
  std::vector<std::uint8_t> hits;
  for (std::size_t i = 0; i < photos; ++i) {
    confidences.push_back(static_cast<float>(confidence(random)));
    hits.push_back(unit(random) < static_cast<double>(confidences.back()) - overconfidence ? 1 : 0);
  }
  return reliability_table(confidences, hits);
}

int runs_over(double limit, std::size_t photos, double overconfidence) {
  std::mt19937_64 random(photos);
  int over = 0;
  for (int run = 0; run < 200; ++run)
    over += calibration_error_bound(drawn(photos, overconfidence, random), 1, 0.025) > limit ? 1 : 0;
  return over;
}

TEST(CalibrationBound, of_a_perfectly_calibrated_model_is_hardly_ever_over_zero) {
  for (const std::size_t photos : {50U, 100U, 400U, 2000U})
    EXPECT_LE(runs_over(0, photos, 0), 10) << photos << " photos; 2.5 % of 200 are 5";
}

TEST(CalibrationBound, is_hardly_ever_over_the_true_error) {
  for (const std::size_t photos : {100U, 400U}) EXPECT_LE(runs_over(0.1, photos, 0.1), 10) << photos << " photos";
}

TEST(CalibrationBound, finds_an_overconfident_model) {
  EXPECT_GE(runs_over(0.05, 2000, 0.1), 180) << "9 of 10 runs";
  std::mt19937_64 random(1);
  EXPECT_NEAR(calibration_error_bound(drawn(1'000'000, 0.1, random), 1, 0.025), 0.1, 0.005);
}

/// Runs in which the ceiling is under the true error.
int runs_under(std::size_t photos, double least_confidence, double true_error) {
  std::mt19937_64 random(photos);
  std::uniform_real_distribution<double> confidence(least_confidence, 1), unit(0, 1);
  int under = 0;
  for (int run = 0; run < 400; ++run) {
    std::vector<float> confidences;
    std::vector<std::uint8_t> hits;
    for (std::size_t i = 0; i < photos; ++i) {
      confidences.push_back(static_cast<float>(confidence(random)));
      hits.push_back(unit(random) < static_cast<double>(confidences.back()) - true_error ? 1 : 0);
    }
    under += calibration_error_ceiling(reliability_table(confidences, hits), 1, 0.025) < true_error ? 1 : 0;
  }
  return under;
}

TEST(CalibrationCeiling, is_hardly_ever_under_the_true_error) {
  for (const std::size_t photos : {20U, 50U, 100U, 200U})
    EXPECT_LE(runs_under(photos, 0.97, 0.04), 16) << photos << " sure answers; 2.5 % of 400 are 10";
  for (const std::size_t photos : {100U, 400U, 2000U}) EXPECT_LE(runs_under(photos, 0.3, 0.06), 16) << photos;
}

TEST(CalibrationCeiling, of_one_photo_says_next_to_nothing) {
  const std::vector<float> confidences{0.99F};
  const std::vector<std::uint8_t> hits{1};
  EXPECT_GT(calibration_error_ceiling(reliability_table(confidences, hits), 1, 0.025), 0.7);
}

TEST(CalibrationBound, is_lower_where_photos_come_in_groups) {
  std::mt19937_64 random(1);
  const ReliabilityTable table = drawn(1000, 0.1, random);
  EXPECT_LT(calibration_error_bound(table, 5, 0.025), calibration_error_bound(table, 1, 0.025));
  EXPECT_EQ(calibration_error_bound(ReliabilityTable{}, 1, 0.025), 0);
}

}  // namespace
}  // namespace muster
