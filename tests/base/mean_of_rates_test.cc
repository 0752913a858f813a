#include "base/mean_of_rates.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace muster {
namespace {

TEST(MeanOfRates, of_one_rate_has_its_own_interval) {
  const std::vector<WeightedRate> one{{0.9, 40}};
  const auto interval = mean_of_rates_interval(one, 0.95);
  ASSERT_TRUE(interval.has_value());
  EXPECT_NEAR(interval->low, wilson_interval(36, 40, 0.95).low, 1e-12);
  EXPECT_NEAR(interval->high, wilson_interval(36, 40, 0.95).high, 1e-12);
}

TEST(MeanOfRates, of_many_single_observations_is_no_surer_than_they_are_together) {
  std::vector<WeightedRate> rates(92, {1, 1});
  rates.resize(100, {0, 1});
  EXPECT_NEAR(mean_of_rates_interval(rates, 0.95)->high, wilson_interval(92, 100, 0.95).high, 1e-12);
}

TEST(MeanOfRates, sees_that_a_rare_class_is_uncertain) {
  const std::vector<WeightedRate> rates{{0.99, 1000}, {1, 3}};
  const Interval rare = wilson_interval(3, 3, 0.95);
  EXPECT_LE(mean_of_rates_interval(rates, 0.95)->low, 0.995 - (1 - rare.low) / 2 + 1e-4);
}

TEST(MeanOfRates, counts_what_has_no_rate_as_zero) {
  const std::vector<WeightedRate> half{{0.9, 40}, {0, 0}};
  EXPECT_NEAR(mean_of_rates_interval(half, 0.95)->high, wilson_interval(36, 40, 0.95).high / 2, 1e-12);
  EXPECT_FALSE(mean_of_rates_interval(std::vector<WeightedRate>{{0, 0}}, 0.95).has_value());
}

}  // namespace
}  // namespace muster
