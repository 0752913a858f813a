#include "base/clustered_rate.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/golden_rows.h"

namespace muster {
namespace {

using Sizes = std::vector<std::uint32_t>;

TEST(ClusteredRate, clusters_of_one_are_worth_themselves_and_equal_ones_their_number) {
  EXPECT_EQ(effective_count(Sizes{1, 1, 1}), 3);
  EXPECT_EQ(effective_count(Sizes{5, 5, 0, 5, 5}), 4);
  EXPECT_LT(effective_count(Sizes{98, 1, 1}), 1.1);
  EXPECT_EQ(effective_count(Sizes{0, 0}), 0);
  EXPECT_EQ(effective_count({}), 0);
}

TEST(ClusteredRate, intervals_of_effective_counts_equal_scipy) {
  for (const auto& row : golden_rows("effective_intervals", "ranking.json")) {
    const Interval interval = korn_graubard_interval(row["successes"], row["n"], row["confidence"]);
    EXPECT_NEAR(interval.low, row["low"], 1e-10) << row;
    EXPECT_NEAR(interval.high, row["high"], 1e-10) << row;
  }
}

TEST(ClusteredRate, intervals_of_whole_counts_are_exact) {
  for (const std::uint64_t hits : {0U, 1U, 40U, 59U}) {
    const Interval exact = clopper_pearson_interval(hits, 59, 0.9);
    const Interval interval = korn_graubard_interval(static_cast<double>(hits), 59, 0.9);
    EXPECT_DOUBLE_EQ(interval.low, exact.low);
    EXPECT_DOUBLE_EQ(interval.high, exact.high);
  }
  EXPECT_EQ(korn_graubard_interval(0, 0, 0.9).low, 0);
  EXPECT_EQ(korn_graubard_interval(0, 0, 0.9).high, 1);
}

TEST(ClusteredRate, fifty_nine_of_fifty_nine_reach_95_percent_and_fifty_eight_do_not) {
  EXPECT_TRUE(reaches_rate(59, 59, 0.95, 0.05));
  EXPECT_FALSE(reaches_rate(58, 58, 0.95, 0.05));
  EXPECT_FALSE(reaches_rate(58, 59, 0.95, 0.05));
}

TEST(ClusteredRate, of_nothing_reaches_nothing) {
  EXPECT_FALSE(reaches_rate(0, 0, 0.5, 0.05));
  EXPECT_FALSE(reaches_rate(0, 10, 0.5, 0.05));
  EXPECT_FALSE(reaches_rate(10, 10, 1, 0.05));
  EXPECT_TRUE(reaches_rate(1, 10, 0, 0.05));
}

}  // namespace
}  // namespace muster
