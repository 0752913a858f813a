#include <gtest/gtest.h>

#include <algorithm>

#include "metrics/metrics.h"

namespace muster {
namespace {

using std::chrono::milliseconds;

std::optional<Measurement> figure(const Run& run, std::string_view id) {
  const auto all = measure_all(run, nullptr, {});
  const auto found = std::ranges::find(all, id, &Measurement::metric);
  return found == all.end() ? std::nullopt : std::optional(*found);
}

Run timed_run() {
  muster::Run run;
  run.preprocess_times = {milliseconds(5), milliseconds(3), milliseconds(4)};
  LatencyRun timing;
  timing.steady.assign(100, milliseconds(10));
  run.latency_runs = {timing};
  return run;
}

TEST(PreprocessMs, is_the_median_of_the_photos_timed) {
  const auto preprocess = figure(timed_run(), "preprocess_ms");
  ASSERT_TRUE(preprocess.has_value());
  EXPECT_DOUBLE_EQ(preprocess->estimate.value, 4);
  EXPECT_EQ(preprocess->estimate.count, 3U);
  EXPECT_EQ(preprocess->origin, Origin::kHost);
}

TEST(EndToEndMs, adds_the_medians_of_both_halves) {
  EXPECT_DOUBLE_EQ(figure(timed_run(), "end_to_end_ms")->estimate.value, 14);
}

TEST(EndToEndMs, is_no_stronger_than_its_weaker_half) {
  muster::Run run = timed_run();
  run.latency_runs[0].origin = Origin::kDevice;
  EXPECT_EQ(figure(run, "end_to_end_ms")->origin, Origin::kHost);
}

TEST(EndToEndMs, is_missing_without_photos) {
  muster::Run run = timed_run();
  run.preprocess_times.clear();
  EXPECT_FALSE(figure(run, "end_to_end_ms").has_value());
}

}  // namespace
}  // namespace muster
