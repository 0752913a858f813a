// Large enough for several threads.
#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "base/resampling.h"

namespace muster {
namespace {

TEST(ResamplingThreads, replicates_on_several_threads_give_the_same_interval_each_time) {
  std::vector<std::uint32_t> ranks(400);
  std::iota(ranks.begin(), ranks.end(), 0U);
  const auto mean_rank = [](std::span<const std::uint32_t> weights) -> std::optional<double> {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += static_cast<double>(i * weights[i]);
    return sum / 400;
  };
  const auto first = bootstrap_observations({ranks, {}, {}}, mean_rank, 0.95);
  const auto second = bootstrap_observations({ranks, {}, {}}, mean_rank, 0.95);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->low, second->low);
  EXPECT_EQ(first->high, second->high);
  const std::vector<std::uint64_t> counts(400, 3);
  const auto cells_mean = [](std::span<const std::uint64_t> weights) -> std::optional<double> {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += static_cast<double>(i * weights[i]);
    return sum / 1200;
  };
  EXPECT_EQ(bootstrap_counts(counts, {}, cells_mean, 0.95)->low, bootstrap_counts(counts, {}, cells_mean, 0.95)->low);
  const std::vector<Ratio> ratios(400, {1, 2});
  EXPECT_EQ(bootstrap_ratio(ratios, 0.95).low, 0.5);
}

}  // namespace
}  // namespace muster
