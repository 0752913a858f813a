#include "report/figure_words.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

LimitResult measured(bool higher_is_better, std::optional<double> low, std::optional<double> high) {
  LimitResult result;
  result.limit.good = higher_is_better ? 0.85 : 100, result.limit.bad = higher_is_better ? 0.7 : 1000;
  result.higher_is_better = higher_is_better;
  result.measurement = Measurement{};
  result.measurement->estimate = {higher_is_better ? 0.8 : 500, low, high, 10};
  return result;
}

using Places = std::optional<std::pair<double, double>>;

TEST(IntervalOnScale, goes_from_the_better_bound_to_the_worse) {
  EXPECT_EQ(interval_on_scale(measured(false, 100, 1000)), Places({1, 2}));
  const auto rate = interval_on_scale(measured(true, 0.7, 0.85));
  ASSERT_TRUE(rate.has_value());
  EXPECT_DOUBLE_EQ(rate->first, 1);
  EXPECT_DOUBLE_EQ(rate->second, 2);
}

TEST(IntervalOnScale, is_open_where_a_bound_is_not_known) {
  EXPECT_EQ(interval_on_scale(measured(false, 100, std::nullopt)), Places({1, 3}));
  EXPECT_EQ(interval_on_scale(measured(false, std::nullopt, 1000)), Places({0, 2}));
  EXPECT_EQ(interval_on_scale(measured(true, 0.7, std::nullopt))->first, 0);
  EXPECT_EQ(interval_on_scale(measured(true, std::nullopt, 0.85))->second, 3);
}

TEST(IntervalOnScale, is_none_of_a_figure_without_bounds) {
  EXPECT_EQ(interval_on_scale(measured(false, std::nullopt, std::nullopt)), std::nullopt);
}

}  // namespace
}  // namespace muster
