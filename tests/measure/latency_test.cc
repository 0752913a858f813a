#include "measure/latency.h"

#include <gtest/gtest.h>

#include "support/fake_models.h"
#include "support/message_of.h"

namespace muster {
namespace {

/// Timing of a fake model, without photos.
Result<Run> time_model(FakeScene& scene, Run& partial) {
  scene.options.run.latency = true;
  scene.options.run.accuracy = false;
  scene.options.budget.limits.clear();
  return observe(scene.model, scene.options, {}, partial);
}

TEST(Latency, is_measured_in_three_fresh_processes) {
  FakeScene scene("sleep=5");
  scene.options.run.max_time = std::chrono::milliseconds(300);
  muster::Run partial;
  const auto run = time_model(scene, partial);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  ASSERT_EQ(run->latency_runs.size(), 3U);
  for (const LatencyRun& timing : run->latency_runs) {
    EXPECT_EQ(timing.origin, Origin::kHost);
    EXPECT_TRUE(timing.load && timing.first && timing.peak_memory_bytes > 0U);
    EXPECT_FALSE(timing.warmup.empty());
    EXPECT_FALSE(timing.steady.empty());
    for (const Nanoseconds sample : timing.steady) EXPECT_GE(sample, std::chrono::milliseconds(5));
  }
}

TEST(Latency, of_a_model_slower_than_the_warm_up_is_not_warmed_up_again) {
  FakeScene scene("sleep=600");
  scene.options.run.max_time = std::chrono::milliseconds(300);
  muster::Run partial;
  const auto run = time_model(scene, partial);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  for (const LatencyRun& timing : run->latency_runs) {
    EXPECT_TRUE(timing.warmup.empty());
    EXPECT_EQ(timing.steady.size(), 1U);
  }
}

TEST(Latency, keeps_what_was_timed_before_a_crash) {
  FakeScene scene("sleep=50 crash=16");
  muster::Run partial;
  const auto run = time_model(scene, partial);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  ASSERT_EQ(run->latency_runs.size(), 1U);
  EXPECT_EQ(run->latency_runs[0].end, RunEnd::kCrashed);
  EXPECT_TRUE(run->latency_runs[0].first.has_value());
  EXPECT_FALSE(run->latency_runs[0].steady.empty());
  EXPECT_EQ(run->events.at(0).check, "run-cut-short");
}

TEST(Latency, is_an_error_where_the_model_never_yields_an_output) {
  FakeScene scene("hang=1");
  scene.options.run.timeout = std::chrono::milliseconds(500);
  muster::Run partial;
  const auto run = time_model(scene, partial);
  ASSERT_FALSE(run.has_value());
  EXPECT_NE(message_of(run).find("--timeout"), std::string::npos);
}

TEST(Latency, over_the_limit_is_timed_again_with_the_threads_of_a_phone) {
  FakeScene scene("sleep=30");
  scene.options.run.latency = true;
  scene.options.run.accuracy = false;
  scene.options.run.max_time = std::chrono::milliseconds(300);
  scene.options.run.threads = 17;  // never what a phone would use
  scene.options.budget.limits = {{"latency_p90_ms", 10, 20, Level::kError, ""}};
  muster::Run partial;
  const auto run = observe(scene.model, scene.options, {}, partial);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  ASSERT_EQ(run->latency_runs.size(), 4U);
  EXPECT_EQ(run->latency_runs[3].threads, std::min(4, run->machine.cores));
  EXPECT_GE(run->latency_runs[3].steady.size(), 3U);
}

TEST(Preprocessing, is_timed_alone) {
  FakeScene scene("");
  scene.add_photos(6);
  scene.options.run.latency = true;
  scene.options.run.max_time = std::chrono::milliseconds(60);
  muster::Run partial;
  const auto run = observe(scene.model, scene.options, {}, partial);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  EXPECT_EQ(run->preprocess_times.size(), 6U);
}

}  // namespace
}  // namespace muster
