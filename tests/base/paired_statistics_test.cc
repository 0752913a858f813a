#include "base/paired_statistics.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/golden_rows.h"

namespace muster {
namespace {

TEST(PairedStatistics, tangos_interval_and_mcnemars_test_equal_their_definitions_in_scipy_and_statsmodels) {
  for (const auto& row : golden_rows("paired")) {
    const PairedCounts counts{row["n"], row["only_first"], row["only_second"]};
    const Interval tango = tango_interval(counts, 0.95);
    EXPECT_NEAR(tango.low, row["tango"][0], 1e-7) << row;
    EXPECT_NEAR(tango.high, row["tango"][1], 1e-7) << row;
    EXPECT_NEAR(mcnemar_exact_p(counts), row["mcnemar"], 1e-12) << row;
  }
}

// Bentur et al., as in M. Fagerland, S. Lydersen and P. Laake, Statistics in Medicine 33, 2014.
TEST(PairedStatistics, tangos_interval_of_the_airway_example_is_the_published_one) {
  const Interval interval = tango_interval({21, 1, 7}, 0.95);
  EXPECT_NEAR(interval.low, -0.517, 5e-4);
  EXPECT_NEAR(interval.high, -0.026, 5e-4);
}

TEST(PairedStatistics, no_photo_leaves_every_difference_possible) {
  EXPECT_EQ(tango_interval({}, 0.95).low, -1);
  EXPECT_EQ(tango_interval({}, 0.95).high, 1);
  EXPECT_EQ(mcnemar_exact_p({}), 1);
}

// The sum of the binomial terms in exact arithmetic, as scipy.stats.binomtest(..., alternative="greater") has it.
TEST(PairedStatistics, the_one_sided_test_of_a_gain_equals_scipys_binomial_test) {
  EXPECT_NEAR(exact_gain_p({100, 14, 5}), 0.0317840576171875, 1e-12);
  EXPECT_NEAR(exact_gain_p({100, 5, 14}), 0.9903945922851562, 1e-12);
  EXPECT_NEAR(exact_gain_p({100, 5, 0}), 0.03125, 1e-15);
  EXPECT_EQ(exact_gain_p({100, 0, 3}), 1);
  EXPECT_EQ(exact_gain_p({}), 1);
}

/// The exact one-sided p: each photo that differs is as likely better as worse.
double enumerated_p(const std::vector<WeightedCounts>& counts) {
  std::vector<double> weights;
  double sum = 0;
  for (const auto& [weight, better, worse] : counts) {
    weights.insert(weights.end(), better + worse, weight);
    sum += weight * (static_cast<double>(better) - static_cast<double>(worse));
  }
  std::uint64_t as_much = 0;
  for (std::uint64_t signs = 0; signs < std::uint64_t{1} << weights.size(); ++signs) {
    double total = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) total += (signs >> i & 1U) != 0 ? weights[i] : -weights[i];
    as_much += total >= sum - 1e-9 ? 1U : 0U;
  }
  return static_cast<double>(as_much) / static_cast<double>(std::uint64_t{1} << weights.size());
}

TEST(PairedStatistics, the_weighted_test_of_a_gain_is_never_under_the_exact_one_and_near_it) {
  for (const std::vector<WeightedCounts>& counts : {std::vector<WeightedCounts>{{1, 9, 2}, {0.1, 1, 4}},
                                                    {{0.5, 6, 0}, {0.05, 3, 7}},
                                                    {{3, 2, 1}, {1, 8, 3}},
                                                    {{1, 11, 3}},
                                                    {{1, 3, 0}, {0.2, 0, 9}}}) {
    const double exact = enumerated_p(counts), bound = weighted_gain_p(counts);
    EXPECT_GE(bound, exact);
    EXPECT_LE(bound, 7 * exact);
  }
}

TEST(PairedStatistics, the_weighted_test_is_exact_where_nothing_got_worse_and_one_where_there_is_no_gain) {
  EXPECT_DOUBLE_EQ(weighted_gain_p(std::vector<WeightedCounts>{{0.2, 5, 0}, {0.01, 7, 0}}), std::exp2(-12));
  EXPECT_EQ(weighted_gain_p(std::vector<WeightedCounts>{{1, 1, 0}, {0.5, 0, 2}}), 1);
  EXPECT_EQ(weighted_gain_p(std::vector<WeightedCounts>{{1, 0, 0}}), 1);
  EXPECT_EQ(weighted_gain_p({}), 1);
  EXPECT_GT(weighted_gain_p(std::vector<WeightedCounts>{{1e-4, 60'000, 50'000}}), 0);
}

TEST(PairedStatistics, an_exchange_of_the_two_mirrors_the_interval) {
  const Interval one = tango_interval({500, 14, 5}, 0.95), other = tango_interval({500, 5, 14}, 0.95);
  EXPECT_NEAR(one.low, -other.high, 1e-12);
  EXPECT_NEAR(one.high, -other.low, 1e-12);
}

TEST(PairedStatistics, holms_correction_equals_statsmodels) {
  for (const auto& row : golden_rows("holm")) {
    const std::vector<double> corrected = holm_corrected(row["p"].get<std::vector<double>>());
    for (std::size_t i = 0; i < corrected.size(); ++i) EXPECT_NEAR(corrected[i], row["corrected"][i], 1e-12) << row;
  }
}

}  // namespace
}  // namespace muster
