#include "base/rank_test.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

namespace muster {
namespace {

TEST(Shift, is_as_scipy_has_it) {
  std::ifstream file(MUSTER_GOLDEN "/rank_test.json");
  const auto golden = nlohmann::json::parse(file);
  ASSERT_GE(golden.size(), 6U);
  for (const auto& row : golden) {
    const auto a = row["a"].get<std::vector<double>>(), b = row["b"].get<std::vector<double>>();
    const ShiftEstimate estimate = estimate_shift(a, b, 0.95);
    EXPECT_NEAR(estimate.p, row["p"], 1e-9) << row["name"];
    EXPECT_NEAR(estimate.shift, row["shift"], 1e-12) << row["name"];
    EXPECT_NEAR(estimate.interval.low, row["low"], 1e-12) << row["name"];
    EXPECT_NEAR(estimate.interval.high, row["high"], 1e-12) << row["name"];
  }
}

TEST(Shift, of_too_few_samples_is_unknown) {
  const std::vector<double> a{1, 2, 3}, b{7, 8, 9};
  const ShiftEstimate estimate = estimate_shift(a, b, 0.95);
  EXPECT_EQ(estimate.shift, 6);
  EXPECT_NEAR(estimate.p, 0.1, 1e-12);
  EXPECT_TRUE(std::isinf(estimate.interval.low) && std::isinf(estimate.interval.high));
}

TEST(Shift, of_equal_samples_is_none) {
  const std::vector<double> a{4, 4, 4, 4, 4};
  const ShiftEstimate estimate = estimate_shift(a, a, 0.95);
  EXPECT_EQ(estimate.shift, 0);
  EXPECT_EQ(estimate.p, 1);
  EXPECT_EQ(estimate.interval.low, 0);
}

}  // namespace
}  // namespace muster
