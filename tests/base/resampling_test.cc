#include "base/resampling.h"

#include <gtest/gtest.h>

#include <numeric>

namespace muster {
namespace {

/// Share of the first cell.
std::optional<double> first_share(std::span<const std::uint64_t> counts) {
  const auto total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  if (total == 0) return std::nullopt;
  return static_cast<double>(counts[0]) / static_cast<double>(total);
}

TEST(Resampling, interval_of_a_rate_comes_near_wilsons) {
  const std::vector<std::uint64_t> counts{900, 100};
  const auto interval = bootstrap_counts(counts, first_share, 0.95);
  ASSERT_TRUE(interval);
  const Interval wilson = wilson_interval(900, 1000, 0.95);
  EXPECT_NEAR(interval->low, wilson.low, 0.004);
  EXPECT_NEAR(interval->high, wilson.high, 0.004);
}

TEST(Resampling, clusters_of_twenty_alike_are_as_wide_as_one_of_each) {
  std::vector<std::uint32_t> cells;
  std::vector<std::uint64_t> ends;
  for (std::uint32_t cluster = 0; cluster < 50; ++cluster) {
    cells.insert(cells.end(), 20, cluster < 40 ? 0U : 1U);
    ends.push_back(cells.size());
  }
  const auto clustered = bootstrap_clusters(cells, ends, 2, first_share, 0.95);
  const auto fifty = bootstrap_counts(std::vector<std::uint64_t>{40, 10}, first_share, 0.95);
  ASSERT_TRUE(clustered && fifty);
  EXPECT_NEAR(clustered->low, fifty->low, 0.03);
  EXPECT_NEAR(clustered->high, fifty->high, 0.03);
}

TEST(Resampling, the_same_counts_give_the_same_interval) {
  const std::vector<std::uint64_t> counts{3, 4, 5};
  EXPECT_EQ(bootstrap_counts(counts, first_share, 0.9)->low, bootstrap_counts(counts, first_share, 0.9)->low);
}

TEST(Resampling, nothing_to_draw_from_gives_no_interval) {
  EXPECT_FALSE(bootstrap_counts(std::vector<std::uint64_t>{}, first_share, 0.95));
  EXPECT_FALSE(bootstrap_counts(std::vector<std::uint64_t>{0, 0}, first_share, 0.95));
  EXPECT_FALSE(bootstrap_clusters({}, {}, 2, first_share, 0.95));
  EXPECT_EQ(bootstrap_ratio({}, 0.95).low, 0);
  EXPECT_EQ(bootstrap_ratio({}, 0.95).high, 1);
}

}  // namespace
}  // namespace muster
