#include "metrics/temperature.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "support/golden_rows.h"

namespace muster {
namespace {

using Logits = std::vector<float>;
using Labels = std::vector<std::uint32_t>;
using Halves = std::vector<std::uint8_t>;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

TEST(Temperature, equals_scipy_and_mends_across_halves) {
  for (const auto& row : golden_rows("temperatures", "calibration.json")) {
    const Logits logits = row["logits"];
    const Labels labels = row["labels"];
    const Halves halves = row["halves"];
    const LogitRows rows{logits, labels, 4};
    const double expected = row["temperature"];
    EXPECT_NEAR(best_temperature(rows).value_or(0) / expected, 1, 1e-6) << row["name"];
    const auto scaling = mend_by_temperature(rows, halves);
    ASSERT_TRUE(scaling) << row["name"];
    EXPECT_NEAR(scaling->temperature / expected, 1, 1e-6) << row["name"];
    for (const std::size_t half : {0U, 1U})
      EXPECT_NEAR(scaling->half_temperatures.at(half), row["half_temperatures"][half], 1e-5) << row["name"];
    EXPECT_NEAR(scaling->calibration_error_before, row["before"], 1e-6) << row["name"];
    EXPECT_NEAR(scaling->calibration_error_after, row["after"], 1e-6) << row["name"];
    EXPECT_EQ(scaling->photos, labels.size());
    EXPECT_EQ(scaling->left_out, 0U);
  }
}

TEST(Temperature, of_logarithms_of_probabilities_is_that_of_the_logits) {
  const Logits logits{2, 0, 1, 0, 3, 1, 1, 0};
  const Labels labels{0, 1, 0, 0};
  Logits logarithms = logits;
  for (std::size_t row = 0; row < 4; ++row) {
    const float total = std::log(std::exp(logits[2 * row]) + std::exp(logits[2 * row + 1]));
    logarithms[2 * row] -= total, logarithms[2 * row + 1] -= total;
  }
  EXPECT_NEAR(*best_temperature({logits, labels, 2}), *best_temperature({logarithms, labels, 2}), 1e-5);
}

TEST(Temperature, ends_at_a_bound_where_the_best_lies_beyond) {
  EXPECT_EQ(best_temperature({Logits{1, 0, 0, 1}, Labels{0, 1}, 2}), kLeastTemperature);  // always right
  EXPECT_EQ(best_temperature({Logits{1, 0, 0, 1}, Labels{1, 0}, 2}), kMostTemperature);   // always wrong
}

TEST(Temperature, stays_finite_with_scores_of_any_size) {
  const auto large = best_temperature({Logits{1e30F, 0, 0, 1e30F, 5, 0}, Labels{1, 1, 0}, 2});
  EXPECT_TRUE(large && *large >= kLeastTemperature && *large <= kMostTemperature);
  const auto impossible = best_temperature({Logits{0, -kInfinity, 0, -1}, Labels{1, 1}, 2});
  EXPECT_EQ(impossible, kMostTemperature);
}

TEST(Temperature, leaves_out_rows_that_are_no_numbers_or_of_no_class) {
  const Logits logits{2, 0, 0, kNan, kInfinity, 0, 1, 0, -kInfinity, -kInfinity, 1, 0, 3, 0};
  const Labels labels{1, 0, 0, 0, 0, 7, 0};
  const Halves halves{0, 0, 0, 1, 1, 1, 0};
  EXPECT_EQ(best_temperature({logits, labels, 2}), best_temperature({Logits{2, 0, 1, 0, 3, 0}, Labels{1, 0, 0}, 2}));
  const auto scaling = mend_by_temperature({logits, labels, 2}, halves);
  ASSERT_TRUE(scaling);
  EXPECT_EQ(scaling->photos, 3U);
  EXPECT_EQ(scaling->left_out, 4U);
}

TEST(Temperature, of_nothing_of_one_class_or_of_ties_is_undefined) {
  EXPECT_FALSE(best_temperature({}));
  EXPECT_FALSE(best_temperature({Logits{1, 2}, Labels{0, 0}, 1}));
  EXPECT_FALSE(best_temperature({Logits{1, 1, 1, 1}, Labels{0, 1}, 2}));
  EXPECT_FALSE(mend_by_temperature({}, {}));
  EXPECT_FALSE(mend_by_temperature({Logits{1, 0}, Labels{0}, 2}, Halves{0}));  // nothing in the other half
}

}  // namespace
}  // namespace muster
