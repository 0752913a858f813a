#include "base/statistics.h"

#include <gtest/gtest.h>

#include "support/golden_rows.h"

namespace muster {
namespace {

std::optional<std::uint64_t> optional_of(const nlohmann::json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<std::uint64_t>());
}

TEST(Statistics, intervals_of_rates_equal_statsmodels) {
  for (const auto& row : golden_rows("intervals")) {
    const std::uint64_t hits = row["hits"], n = row["n"];
    const double confidence = row["confidence"];
    const Interval wilson = wilson_interval(static_cast<double>(hits), static_cast<double>(n), confidence);
    EXPECT_NEAR(wilson.low, row["wilson"][0], 1e-12) << row;
    EXPECT_NEAR(wilson.high, row["wilson"][1], 1e-12) << row;
    const Interval exact = clopper_pearson_interval(hits, n, confidence);
    EXPECT_NEAR(exact.low, row["exact"][0], 1e-10) << row;
    EXPECT_NEAR(exact.high, row["exact"][1], 1e-10) << row;
  }
}

TEST(Statistics, no_observation_leaves_every_rate_possible) {
  for (const Interval interval : {wilson_interval(0, 0, 0.95), clopper_pearson_interval(0, 0, 0.95)}) {
    EXPECT_EQ(interval.low, 0);
    EXPECT_EQ(interval.high, 1);
  }
}

TEST(Statistics, all_right_and_all_wrong_reach_the_ends_exactly) {
  EXPECT_EQ(wilson_interval(0, 7, 0.95).low, 0);
  EXPECT_EQ(wilson_interval(7, 7, 0.95).high, 1);
  EXPECT_EQ(clopper_pearson_interval(0, 7, 0.95).low, 0);
  EXPECT_EQ(clopper_pearson_interval(7, 7, 0.95).high, 1);
}

TEST(Statistics, ranks_around_a_quantile_equal_their_definition_in_scipy) {
  for (const auto& row : golden_rows("quantile_ranks")) {
    const RankInterval ranks = quantile_ranks(row["n"], row["quantile"], 0.99);
    EXPECT_EQ(ranks.low, optional_of(row["low"])) << row;
    EXPECT_EQ(ranks.high, optional_of(row["high"])) << row;
  }
}

TEST(Statistics, the_largest_of_44_bounds_p90_and_of_43_does_not) {
  EXPECT_EQ(quantile_ranks(44, 0.9, 0.99).high, 43U);
  EXPECT_FALSE(quantile_ranks(43, 0.9, 0.99).high);
  EXPECT_EQ(quantile_ranks(459, 0.99, 0.99).high, 458U);
  EXPECT_FALSE(quantile_ranks(458, 0.99, 0.99).high);
}

TEST(Statistics, the_smallest_of_three_bounds_p90_from_below_and_of_two_does_not) {
  EXPECT_EQ(quantile_ranks(3, 0.9, 0.99).low, 0U);
  EXPECT_FALSE(quantile_ranks(2, 0.9, 0.99).low);
  EXPECT_FALSE(quantile_ranks(0, 0.9, 0.99).low);
  EXPECT_FALSE(quantile_ranks(0, 0.9, 0.99).high);
}

TEST(Statistics, early_stopping_discards_as_many_as_loadgen) {
  for (const auto& row : golden_rows("early_stopping"))
    EXPECT_EQ(early_stopping_discards(row["n"], row["quantile"]), optional_of(row["discards"])) << row;
  EXPECT_FALSE(early_stopping_discards(0, 0.9));
}

TEST(Statistics, percentiles_are_nearest_rank) {
  const std::vector<double> ten{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, one{5};
  EXPECT_EQ(nearest_rank(ten, 0.5), 5);
  EXPECT_EQ(nearest_rank(ten, 0.9), 9);
  EXPECT_EQ(nearest_rank(ten, 0.95), 10);
  EXPECT_EQ(nearest_rank(ten, 0), 1);
  EXPECT_EQ(nearest_rank(ten, 1), 10);
  EXPECT_EQ(nearest_rank(one, 0.01), 5);
}

TEST(Statistics, photos_to_settle_a_limit_are_within_two_percent_of_scipy) {
  for (const auto& row : golden_rows("samples_to_settle")) {
    const auto needed = samples_to_settle(row["rate"], row["bound"], row["confidence"]);
    ASSERT_TRUE(needed) << row;
    const double exact = row["n"];
    EXPECT_GE(static_cast<double>(*needed), exact) << row;
    EXPECT_LE(static_cast<double>(*needed), exact * 1.02 + 1) << row;
  }
}

TEST(Statistics, a_rate_on_the_bound_is_never_settled) {
  EXPECT_FALSE(samples_to_settle(0.7, 0.7, 0.95));
  EXPECT_FALSE(samples_to_settle(0.7001, 0.7, 0.95));
}

}  // namespace
}  // namespace muster
