#include "base/homogeneity.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/golden_rows.h"

namespace muster {
namespace {

using Counts = std::vector<std::uint64_t>;

TEST(Homogeneity, is_scipys_chi_squared_test_of_classes_that_are_frequent_enough) {
  for (const auto& row : golden_rows("homogeneity", "two_samples.json")) {
    const Counts a = row["a"], b = row["b"];
    EXPECT_NEAR(homogeneity_p(a, b), row["p"].get<double>(), 1e-12) << row;
    EXPECT_NEAR(homogeneity_p(b, a), row["p"].get<double>(), 1e-12) << row;
    EXPECT_NEAR(total_variation(a, b), row["total_variation"].get<double>(), 1e-12) << row;
  }
}

TEST(Homogeneity, of_nothing_or_of_too_few_is_no_difference) {
  EXPECT_EQ(homogeneity_p(Counts{0, 0}, Counts{3, 4}), 1);
  EXPECT_EQ(homogeneity_p(Counts{1, 2}, Counts{3, 0}), 1);
  EXPECT_EQ(homogeneity_p(Counts{}, Counts{}), 1);
  EXPECT_EQ(total_variation(Counts{0, 0}, Counts{3, 4}), 0);
}

}  // namespace
}  // namespace muster
