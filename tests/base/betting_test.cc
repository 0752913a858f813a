#include "base/betting.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "support/golden_rows.h"

namespace muster {
namespace {

constexpr double kAlpha = 0.05 / 3;  // three limits of a budget share 5 %

nlohmann::json golden(const char* table) {
  return golden_rows(table, "betting.json");
}

DrawTotals totals_of(const std::vector<double>& draws) {
  DrawTotals totals;
  for (const double draw : draws) ++totals.n, totals.sum += draw;
  return totals;
}

TEST(Betting, wealth_equals_that_of_bets_played_one_by_one) {
  for (const auto& row : golden("wealth")) {
    const DrawTotals totals = totals_of(row["draws"]);
    EXPECT_NEAR(log_wealth_above(totals, row["bound"]), row["above"], 1e-9) << row;
    EXPECT_NEAR(log_wealth_below(totals, row["bound"]), row["below"], 1e-9) << row;
  }
}

TEST(Betting, draws_between_0_and_1_claim_no_more_than_bets_played_one_by_one) {
  for (const auto& row : golden("fractional")) {
    const DrawTotals totals = totals_of(row["draws"]);
    EXPECT_LE(log_wealth_above(totals, row["bound"]), row["above"].get<double>() + 1e-9) << row;
    EXPECT_LE(log_wealth_below(totals, row["bound"]), row["below"].get<double>() + 1e-9) << row;
  }
}

TEST(Betting, wealth_after_a_million_draws_is_exact) {
  for (const auto& row : golden("many")) {
    const double wealth = row["above"];
    EXPECT_NEAR(log_wealth_above({row["n"], row["hits"]}, row["bound"]), wealth, 1e-6 + 1e-9 * std::abs(wealth)) << row;
  }
}

TEST(Betting, interval_equals_the_running_intersection_of_bets_played_one_by_one) {
  for (const auto& row : golden("intervals")) {
    BettingInterval interval(row["alpha"]);
    for (const double draw : row["draws"].get<std::vector<double>>()) interval.add(draw);
    EXPECT_NEAR(interval.interval().low, row["low"], 1e-9) << row;
    EXPECT_NEAR(interval.interval().high, row["high"], 1e-9) << row;
  }
}

TEST(Betting, no_draw_proves_nothing) {
  EXPECT_EQ(log_wealth_above({}, 0.7), 0);
  EXPECT_EQ(log_wealth_below({}, 0.7), 0);
  EXPECT_EQ(BettingInterval(0.05).interval().low, 0);
  EXPECT_EQ(BettingInterval(0.05).interval().high, 1);
}

TEST(Betting, bounds_of_0_and_1_are_proved_by_one_draw_or_never) {
  EXPECT_TRUE(proves_above({1, 1}, 0, kAlpha));
  EXPECT_TRUE(proves_below({1, 0}, 1, kAlpha));
  EXPECT_FALSE(proves_above({100'000, 0}, 0, kAlpha));
  EXPECT_FALSE(proves_above({100'000, 100'000}, 1, kAlpha));
  EXPECT_FALSE(proves_below({100'000, 100'000}, 1, kAlpha));
}

TEST(Betting, wealth_falls_as_the_bound_rises) {
  for (const DrawTotals draws : {DrawTotals{20, 15}, DrawTotals{1'000, 3}, DrawTotals{1'000'000, 850'000}}) {
    double last = HUGE_VAL;
    for (int i = 1; i < 1000; ++i) {
      const double wealth = log_wealth_above(draws, i / 1000.0);
      EXPECT_LE(wealth, last + 1e-6) << i;
      last = wealth;
    }
  }
}

TEST(Betting, a_bound_that_is_proved_lies_outside_the_interval) {
  std::mt19937_64 generator(5);
  std::bernoulli_distribution right(0.95);
  BettingInterval interval(0.05);
  while (!proves_above(interval.draws(), 0.85, kAlpha)) interval.add(right(generator) ? 1 : 0);
  EXPECT_GT(interval.interval().low, 0.85);
  EXPECT_LT(interval.interval().low, 0.95);
}

TEST(Betting, draws_that_change_midway_leave_an_interval_that_is_empty) {
  BettingInterval interval(0.05);
  for (int i = 0; i < 1000; ++i) interval.add(1);
  for (int i = 0; i < 3000; ++i) interval.add(0);
  EXPECT_GT(interval.interval().low, interval.interval().high);
}

TEST(Betting, many_draws_end_in_a_narrow_interval_around_the_mean) {
  BettingInterval interval(0.05);
  std::mt19937_64 generator(6);
  std::bernoulli_distribution right(0.8);
  constexpr int kDraws = 100'000;
  for (int i = 0; i < kDraws; ++i) interval.add(right(generator) ? 1 : 0);
  EXPECT_LT(interval.interval().low, 0.8);
  EXPECT_GT(interval.interval().high, 0.8);
  EXPECT_LT(interval.interval().high - interval.interval().low, 0.01);
}

/// For each n up to `most`, the fewest hits that prove the mean above `bound`, or the fewest misses that prove it
/// below; n + 1: none do.
struct Settled {
  std::vector<std::uint32_t> hits, misses;
};

Settled settled(double bound, double alpha, std::uint32_t most) {
  Settled table{{1}, {1}};
  const auto next = [](std::uint32_t from, std::uint32_t n, const auto& proves) {
    while (from <= n && !proves(from)) ++from;  // more draws never need fewer
    return from;
  };
  for (std::uint32_t n = 1; n <= most; ++n) {
    table.hits.push_back(next(std::min(table.hits.back(), n + 1), n, [&](std::uint32_t hits) {
      return proves_above({n, static_cast<double>(hits)}, bound, alpha);
    }));
    table.misses.push_back(next(std::min(table.misses.back(), n + 1), n, [&](std::uint32_t misses) {
      return proves_below({n, static_cast<double>(n - misses)}, bound, alpha);
    }));
  }
  return table;
}

struct Runs {
  int above = 0, below = 0;
  std::vector<std::uint32_t> stops;  ///< draws at which each run stopped; `most` + 1: it did not
};

/// Draws from an unending population until one of the two is proved.
Runs simulate(double mean, double bound, double alpha, int runs, std::uint32_t most) {
  const Settled table = settled(bound, alpha, most);
  std::mt19937_64 generator(static_cast<std::uint64_t>(mean * 1e6));
  const auto right = static_cast<std::uint64_t>(std::ldexp(mean, 63)) * 2;
  Runs result;
  for (int run = 0; run < runs; ++run) {
    std::uint32_t hits = 0, n = 0;
    while (++n <= most) {
      hits += generator() < right ? 1U : 0U;
      if (hits >= table.hits[n] || n - hits >= table.misses[n]) break;
    }
    if (n <= most) ++(hits >= table.hits[n] ? result.above : result.below);
    result.stops.push_back(n);
  }
  std::ranges::sort(result.stops);
  return result;
}

TEST(Betting, wrong_decisions_about_an_unending_population_stay_below_the_stated_error) {
  constexpr int kRuns = 10'000;
  for (const double bound : {0.70, 0.85}) {
    const auto most_wrong = static_cast<int>(kAlpha * kRuns);
    const Runs at = simulate(bound, bound, kAlpha, kRuns, 2'000);
    EXPECT_LT(at.above, most_wrong) << bound;
    EXPECT_LT(at.below, most_wrong) << bound;
    EXPECT_LT(simulate(bound - 0.002, bound, kAlpha, kRuns, 2'000).above, most_wrong) << bound;
    EXPECT_LT(simulate(bound + 0.002, bound, kAlpha, kRuns, 2'000).below, most_wrong) << bound;
  }
}

TEST(Betting, a_mean_of_40_percent_is_proved_below_70_within_80_draws_in_nine_of_ten_runs) {
  const Runs runs = simulate(0.40, 0.70, kAlpha, 10'000, 1'000);
  EXPECT_LE(runs.stops[9'000], 80U);
  EXPECT_LT(runs.above, 5);
}

TEST(Betting, a_mean_of_95_percent_is_proved_above_85_within_200_draws_in_half_the_runs) {
  for (const double alpha : {0.05 / 3, 0.05 / 6})
    EXPECT_LE(simulate(0.95, 0.85, alpha, 10'000, 1'000).stops[5'000], 200U);
}

TEST(Betting, the_interval_misses_the_mean_at_any_time_in_fewer_runs_than_stated) {
  constexpr int kRuns = 200;
  int missed = 0;
  for (int run = 0; run < kRuns; ++run) {
    std::mt19937_64 generator(static_cast<std::uint64_t>(run));
    std::bernoulli_distribution right(0.85);
    BettingInterval interval(0.05);
    for (int n = 0; n < 300; ++n) interval.add(right(generator) ? 1 : 0);
    missed += interval.interval().low <= 0.85 && 0.85 <= interval.interval().high ? 0 : 1;
  }
  EXPECT_LE(missed, kRuns / 20);
}

}  // namespace
}  // namespace muster
