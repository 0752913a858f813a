#include "base/mean_of_values.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "support/golden_rows.h"

namespace muster {
namespace {

TEST(MeanOfValues, has_the_interval_that_scipy_gives) {
  for (const auto& row : golden_rows("mean_of_values", "mean_of_values.json")) {
    const auto values = row["values"].get<std::vector<double>>();
    const Interval interval = mean_of_values_interval(values, {}, row["low"], row["high"], row["confidence"]);
    const double width = row["to"].get<double>() - row["from"].get<double>();
    EXPECT_NEAR(interval.low, row["from"], 0.06 * width) << row["name"];
    EXPECT_NEAR(interval.high, row["to"], 0.06 * width) << row["name"];
  }
}

TEST(MeanOfValues, that_are_alike_leaves_room_for_what_was_not_seen) {
  const std::vector<double> none(100, 0.0), all(100, 1.0);
  const Interval interval = mean_of_values_interval(none, {}, -1, 1, 0.95);
  EXPECT_NEAR(interval.high, 0.037, 1e-3);  // Wilson's upper bound of 0 in 100
  EXPECT_NEAR(interval.low, -0.037, 1e-3);
  EXPECT_EQ(mean_of_values_interval(all, {}, -1, 1, 0.95).high, 1);
  EXPECT_LT(mean_of_values_interval(all, {}, -1, 1, 0.95).low, 0.93);
}

TEST(MeanOfValues, of_which_few_differ_from_the_rest_proves_nothing_by_resampling) {
  std::vector<double> values(100, 0.0);
  values[0] = values[1] = values[2] = 1;  // a sign test of three has p = 0.25
  EXPECT_LT(mean_of_values_interval(values, {}, -1, 1, 0.95).low, 0);
  for (std::size_t i = 3; i < 10; ++i) values[i] = 1;  // of ten, p = 0.002
  EXPECT_GT(mean_of_values_interval(values, {}, -1, 1, 0.95).low, 0);
  EXPECT_LT(mean_of_values_interval(values, {}, -1, 1, 0.95).high, 0.2);
}

TEST(MeanOfValues, of_none_or_of_one_says_nearly_nothing) {
  EXPECT_EQ(mean_of_values_interval({}, {}, -1, 1, 0.95).low, -1);
  EXPECT_EQ(mean_of_values_interval({}, {}, -1, 1, 0.95).high, 1);
  const std::vector<double> one{0.5};
  const std::vector<std::uint32_t> cluster{3};
  for (const Interval& interval :
       {mean_of_values_interval(one, {}, 0, 1, 0.95), mean_of_values_interval(one, cluster, 0, 1, 0.95)}) {
    EXPECT_LT(interval.low, 0.2);
    EXPECT_GT(interval.high, 0.8);
  }
}

TEST(MeanOfValues, does_not_depend_on_their_order) {
  const std::vector<double> values{0.1, 0.9, 0.4, 0.4, 0.7, 0, 1, 0.2}, others{0.4, 1, 0.1, 0.2, 0.4, 0.9, 0, 0.7};
  const Interval a = mean_of_values_interval(values, {}, 0, 1, 0.95),
                 b = mean_of_values_interval(others, {}, 0, 1, 0.95);
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
}

/// In how many of 300 samples of 60 the interval holds the true mean, where so many of a hundred values are -1, 0.4 and
/// 1, and the others 0.
int times_covered(unsigned losses, unsigned parts, unsigned gains) {
  const double mean = (0.4 * parts + gains - losses) / 100;
  std::minstd_rand random(5);
  int covered = 0;
  for (int trial = 0; trial < 300; ++trial) {
    std::vector<double> values;
    for (int i = 0; i < 60; ++i) {
      const auto chance = random() % 100;
      values.push_back(chance < losses ? -1 : chance < losses + parts ? 0.4 : chance < losses + parts + gains ? 1 : 0);
    }
    const Interval interval = mean_of_values_interval(values, {}, -1, 1, 0.95);
    covered += interval.low <= mean && mean <= interval.high ? 1 : 0;
  }
  return covered;
}

TEST(MeanOfValues, covers_the_true_mean_about_as_often_as_it_says) {
  EXPECT_GE(times_covered(5, 20, 15), 276);
  EXPECT_GE(times_covered(0, 50, 30), 276);
  EXPECT_GE(times_covered(1, 2, 4), 285);  // of few that differ, more often
  EXPECT_GE(times_covered(0, 0, 2), 285);
}

}  // namespace
}  // namespace muster
