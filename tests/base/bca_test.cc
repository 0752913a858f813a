#include "base/bca.h"

#include <gtest/gtest.h>

#include "support/golden_rows.h"

namespace muster {
namespace {

TEST(Bca, interval_from_given_replicates_and_jackknife_equals_scipys) {
  for (const auto& row : golden_rows("formula", "resampling.json")) {
    std::vector<JackknifeValue> jackknife;
    for (const auto& one : row["jackknife"]) jackknife.push_back({one[0], 1, one[1]});
    EXPECT_NEAR(bca_acceleration(jackknife), row["acceleration"], 1e-9);
    const auto interval = bca_interval(row["replicates"], row["value"], jackknife, row["confidence"]);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->low, row["low"], 1e-9) << row["confidence"];
    EXPECT_NEAR(interval->high, row["high"], 1e-9) << row["confidence"];
  }
}

TEST(Bca, units_that_are_alike_count_as_often_as_there_are) {
  const std::vector<JackknifeValue> single{{0.5}, {0.5}, {0.5}, {0.8}, {0.9}}, counted{{0.5, 3}, {0.8, 1}, {0.9, 1}};
  EXPECT_NEAR(bca_acceleration(single), bca_acceleration(counted), 1e-15);
  EXPECT_NE(bca_acceleration(single), 0);
}

TEST(Bca, a_jackknife_without_spread_leaves_the_bias_corrected_interval) {
  const std::vector<JackknifeValue> alike{{0.5}, {0.5}}, none;
  EXPECT_EQ(bca_acceleration(alike), 0);
  EXPECT_EQ(bca_acceleration(none), 0);
  std::vector<double> replicates;
  for (int i = 0; i <= 1000; ++i) replicates.push_back(i);
  const auto interval = bca_interval(replicates, 500, none, 0.95);  // no bias either: percentiles
  ASSERT_TRUE(interval);
  EXPECT_NEAR(interval->low, 25, 1e-9);
  EXPECT_NEAR(interval->high, 975, 1e-9);
}

TEST(Bca, replicates_that_all_equal_the_value_give_the_value_alone) {
  const auto interval = bca_interval({0.7, 0.7, 0.7}, 0.7, {}, 0.95);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->low, 0.7);
  EXPECT_EQ(interval->high, 0.7);
}

TEST(Bca, replicates_on_one_side_of_the_value_give_none) {
  EXPECT_FALSE(bca_interval({0.1, 0.2, 0.3}, 0.4, {}, 0.95));
  EXPECT_FALSE(bca_interval({0.5, 0.6}, 0.4, {}, 0.95));
  EXPECT_FALSE(bca_interval({}, 0.4, {}, 0.95));
}

}  // namespace
}  // namespace muster
