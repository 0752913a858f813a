#include "report/page_timing.h"

#include <gtest/gtest.h>

#include <numeric>

namespace muster {
namespace {

Run timed(std::vector<std::int64_t> nanoseconds) {
  Run run;
  run.latency_runs.resize(1);
  for (const std::int64_t one : nanoseconds) run.latency_runs[0].steady.emplace_back(one);
  return run;
}

TEST(PageTiming, keeps_few_samples_as_they_are) {
  const Json one = page_timing(timed({30, 10, 20}))[0];
  EXPECT_EQ(one["stretches"], Json::parse("[[0,30,30,30],[1,10,10,10],[2,20,20,20]]"));
  EXPECT_EQ(one["samples"], 3);
}

TEST(PageTiming, joins_many_samples_into_stretches_with_their_median_and_range) {
  std::vector<std::int64_t> samples(1000);
  std::iota(samples.begin(), samples.end(), 1);
  const Json one = page_timing(timed(samples))[0];
  ASSERT_EQ(one["stretches"].size(), 200U);
  EXPECT_EQ(one["stretches"][0], Json::parse("[0,3,1,5]"));
  EXPECT_EQ(one["stretches"][199], Json::parse("[995,998,996,1000]"));
}

TEST(PageTiming, counts_every_sample_in_a_bin_or_beyond) {
  std::vector<std::int64_t> samples(2000, 1000);
  for (std::int64_t i = 0; i < 3; ++i) samples.push_back(5'000'000 + i);
  const Json bins = page_timing(timed(samples))[0]["bins"];
  EXPECT_EQ(bins["counts"][0], 2000);
  EXPECT_EQ(bins["beyond"], 3);
}

TEST(PageTiming, of_a_log_without_samples_is_empty) {
  const Json one = page_timing(timed({}))[0];
  EXPECT_EQ(one["samples"], 0);
  EXPECT_TRUE(one["stretches"].empty());
}

}  // namespace
}  // namespace muster
