#include "base/paired_statistics.h"

#include <gtest/gtest.h>

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
