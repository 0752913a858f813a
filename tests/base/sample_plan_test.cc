#include "base/sample_plan.h"

#include <gtest/gtest.h>

#include "base/statistics.h"
#include "support/golden_rows.h"

namespace muster {
namespace {

TEST(SamplePlan, photos_for_a_margin_equal_statsmodels_and_wilsons_interval_near_the_ends) {
  for (const auto& row : golden_rows("margins", "sample_plan.json"))
    EXPECT_EQ(samples_for_margin(row["rate"], row["margin"], 0.95), row["n"]) << row;
}

TEST(SamplePlan, one_point_at_90_percent_takes_3458_photos) {
  EXPECT_EQ(samples_for_margin(0.90, 0.01, 0.95), 3458U);
  EXPECT_EQ(samples_for_margin(0.90, 0.02, 0.95), 865U);
  EXPECT_EQ(samples_for_margin(0.76, 0.01, 0.95), 7007U);
}

TEST(SamplePlan, wilsons_interval_of_so_many_photos_is_within_the_margin_to_one_percent) {
  for (const double rate : {0.5, 0.76, 0.9, 0.97, 0.999}) {
    const auto n = static_cast<double>(samples_for_margin(rate, 0.02, 0.95));
    const Interval interval = wilson_interval(rate * n, n, 0.95);
    EXPECT_LE(interval.high - interval.low, 0.04 * 1.03) << rate;
  }
}

TEST(SamplePlan, pairs_to_see_a_loss_give_the_exact_test_its_power) {
  for (const auto& row : golden_rows("paired", "sample_plan.json")) {
    EXPECT_EQ(pairs_to_see_loss(row["loss"], row["flips"], 0.95), row["n"]) << row;
    EXPECT_GE(row["exact_power"], 0.8) << row;
  }
}

}  // namespace
}  // namespace muster
