#include <gmock/gmock.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using ::testing::ElementsAre;
using testing::finding_of;
using testing::has_finding;
using ::testing::HasSubstr;
using testing::timed;
using testing::timing;

/// A timing run of those times, in milliseconds.
LatencyRun course(const std::vector<double>& times) {
  LatencyRun run = timing(1, 0, Origin::kDevice);
  for (const double ms : times) run.steady.emplace_back(static_cast<std::int64_t>(ms * 1e6));
  return run;
}

ModelReport judged(LatencyRun run) {
  return judge(timed({std::move(run)}), default_budget());
}

TEST(Throttling, speaks_of_a_run_that_grows_slower) {
  std::vector<double> times;
  for (int i = 0; i < 400; ++i) times.push_back(20 + 0.02 * i + i % 3);
  LatencyRun run = course(times);
  run.states.resize(2);
  run.states[0].temperature_celsius = 31, run.states[1].temperature_celsius = 46.4;
  const Finding finding = finding_of(judged(run), "throttling");
  EXPECT_THAT(finding.summary, HasSubstr("it grew slower while it ran: from 22.0 ms in the first quarter to 28.0 ms"));
  EXPECT_THAT(finding.summary, HasSubstr("the device went from 31 to 46 °C"));
  EXPECT_EQ(finding.details.size(), 4U);
}

TEST(TwoSpeeds, describes_both_groups_by_share_and_median) {
  std::vector<double> times;
  for (int i = 0; i < 400; ++i) times.push_back((i / 10 % 3 == 0 ? 30 : 20) + 0.1 * (i % 5));
  const Finding finding = finding_of(judged(course(times)), "two-speeds");
  EXPECT_EQ(finding.summary,
            "its times form two groups: 65 % with a median of 20.2 ms, and 35 % with a median of 30.2 ms");
  EXPECT_THAT(finding.details,
              ElementsAre("260 inferences from 20.0 ms to 20.4 ms", "140 inferences from 30.0 ms to 30.4 ms"));
  EXPECT_FALSE(has_finding(judged(course(times)), "throttling"));
}

TEST(TwoSpeeds, are_told_of_forty_times_and_of_a_run_that_grows_slower_too) {
  std::vector<double> times(28, 20);
  times.resize(40, 31);
  EXPECT_THAT(finding_of(judged(course(times)), "two-speeds").summary,
              HasSubstr("70 % with a median of 20.0 ms, and 30 % with a median of 31.0 ms"));
  times.resize(39);
  EXPECT_FALSE(has_finding(judged(course(times)), "two-speeds"));
  std::vector<double> slower(60, 20);
  slower.resize(100, 31);
  EXPECT_TRUE(has_finding(judged(course(slower)), "two-speeds"));
  EXPECT_TRUE(has_finding(judged(course(slower)), "throttling"));
}

TEST(TwoSpeeds, are_no_matter_of_one_group_however_wide) {
  std::vector<double> even, stalls, close;
  for (int i = 0; i < 200; ++i) even.push_back(20 + 0.1 * i), stalls.push_back(i % 20 == 0 ? 90 : 20 + 0.01 * i);
  for (int i = 0; i < 200; ++i) close.push_back(i % 2 == 0 ? 20 : 23);
  for (const auto& times : {even, stalls, close}) EXPECT_FALSE(has_finding(judged(course(times)), "two-speeds"));
}

TEST(Throttling, is_silent_of_steady_times_with_noise_and_stalls) {
  std::vector<double> times;
  for (int i = 0; i < 400; ++i) times.push_back(20 + 0.5 * (i * 7919 % 10) + (i % 97 == 0 ? 40 : 0));
  EXPECT_FALSE(has_finding(judged(course(times)), "throttling"));
}

TEST(Throttling, is_silent_of_a_device_that_gets_faster) {
  std::vector<double> times;
  for (int i = 0; i < 400; ++i) times.push_back((i < 90 ? 30 : 20) + 0.1 * (i % 5));
  const ModelReport report = judged(course(times));
  EXPECT_FALSE(has_finding(report, "throttling"));
  EXPECT_THAT(finding_of(report, "latency-drift").advice, HasSubstr("Warm it up for longer"));
}

TEST(Throttling, is_silent_of_a_machine_that_other_programs_kept_busy) {
  std::vector<double> times;
  for (int i = 0; i < 400; ++i) times.push_back(20 + 0.02 * i + i % 3);
  LatencyRun run = course(times);
  run.origin = Origin::kHost;
  EXPECT_TRUE(has_finding(judged(run), "throttling"));
  run.other_load_cores = 0.5;
  EXPECT_FALSE(has_finding(judged(run), "throttling"));
  std::vector<double> levels;
  for (int i = 0; i < 400; ++i) levels.push_back((i / 10 % 3 == 0 ? 30 : 20) + 0.1 * (i % 5));
  run.steady = course(levels).steady;
  EXPECT_FALSE(has_finding(judged(run), "throttling"));
  const ModelReport both = judge(timed({run, course(times)}), default_budget());  // a device beside it is not busy
  EXPECT_THAT(finding_of(both, "throttling").summary, HasSubstr("it grew slower while it ran"));
}

TEST(Throttling, is_silent_of_few_times) {
  std::vector<double> times;
  for (int i = 0; i < 79; ++i) times.push_back(20 + i);
  EXPECT_FALSE(has_finding(judged(course(times)), "throttling"));
}

TEST(SustainedRuns, are_no_part_of_the_percentiles) {
  LatencyRun sustained = timing(500, 100, Origin::kDevice);
  sustained.sustained = true;
  const ModelReport report = judge(timed({timing(20, 100, Origin::kDevice), sustained}), default_budget());
  EXPECT_EQ(testing::measurement_of(report, "latency_p90_ms").estimate.value, 20);
}

TEST(DeviceParity, and_a_lost_device_and_a_silent_meter_are_told) {
  muster::Run run = timed({});
  run.events = {{"device-parity", "m.tflite", "of 32 photos, 31 differ"},
                {"device-lost", "m.tflite", "gone"},
                {"energy-not-measured", "m.tflite", "the battery's charge did not move"}};
  const ModelReport report = judge(run, default_budget());
  EXPECT_EQ(finding_of(report, "device-parity").outcome, Outcome::kFail);
  EXPECT_EQ(finding_of(report, "device-lost").outcome, Outcome::kInconclusive);
  EXPECT_EQ(finding_of(report, "energy-not-measured").outcome, Outcome::kInconclusive);
}

}  // namespace
}  // namespace muster
