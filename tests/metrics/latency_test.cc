#include "metrics/latency.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/run_builder.h"

namespace muster {
namespace {

using std::chrono::milliseconds;
using testing::measurement_of;
using testing::timing;

LatencyRun timing_of(std::vector<int> ms, Origin origin = Origin::kHost) {
  LatencyRun run;
  run.origin = origin;
  for (const int one : ms) run.steady.push_back(milliseconds(one));
  return run;
}

LatencyRun counting_run(int first, int last) {
  std::vector<int> ms;
  for (int i = first; i <= last; ++i) ms.push_back(i);
  return timing_of(ms);
}

ModelReport report_of(std::vector<LatencyRun> runs) {
  muster::Run run;
  run.latency_runs = std::move(runs);
  return judge(std::move(run), default_budget());
}

bool has(const ModelReport& report, std::string_view id) {
  return std::ranges::find(report.measurements, id, &Measurement::metric) != report.measurements.end();
}

TEST(Latency, p90_has_the_order_statistic_interval_of_the_pooled_samples) {
  const Estimate p90 = measurement_of(report_of({counting_run(1, 192)}), "latency_p90_ms").estimate;
  EXPECT_EQ(p90.value, 173);  // nearest rank: the ceil(172.8)-th
  EXPECT_EQ(p90.low, 161);    // ranks 160 and 183, as in statistics.json
  EXPECT_EQ(p90.high, 184);
  EXPECT_EQ(p90.count, 192U);
}

TEST(Latency, interval_widens_to_the_spread_of_the_processes) {
  const Estimate p90 =
      measurement_of(report_of({timing(10, 64), timing(11, 64), timing(14, 64)}), "latency_p90_ms").estimate;
  EXPECT_EQ(p90.low, 10);
  EXPECT_EQ(p90.high, 14);
}

TEST(Latency, one_slow_process_among_many_samples_still_lifts_the_upper_end) {
  const Estimate p90 =
      measurement_of(report_of({timing(10, 500), timing(10, 500), timing(20, 64)}), "latency_p90_ms").estimate;
  EXPECT_EQ(p90.value, 10);
  EXPECT_EQ(p90.high, 20);
}

TEST(Latency, with_43_samples_p90_has_no_upper_bound_and_with_44_the_largest) {
  EXPECT_FALSE(measurement_of(report_of({counting_run(1, 43)}), "latency_p90_ms").estimate.high);
  EXPECT_EQ(measurement_of(report_of({counting_run(1, 44)}), "latency_p90_ms").estimate.high, 44);
}

TEST(Latency, p99_needs_459_samples) {
  EXPECT_FALSE(has(report_of({counting_run(1, 458)}), "latency_p99_ms"));
  EXPECT_EQ(measurement_of(report_of({counting_run(1, 459)}), "latency_p99_ms").estimate.high, 459);
}

TEST(Latency, loadgens_bound_is_sorted_n_minus_t) {
  EXPECT_FALSE(has(report_of({counting_run(1, 63)}), "latency_loadgen_p90_ms"));
  EXPECT_EQ(measurement_of(report_of({counting_run(1, 64)}), "latency_loadgen_p90_ms").estimate.value, 64);
  EXPECT_EQ(measurement_of(report_of({counting_run(0, 1023)}), "latency_loadgen_p90_ms").estimate.value, 944);
}

TEST(Latency, a_devices_figure_replaces_the_hosts) {
  const ModelReport report = report_of({timing(2, 100), timing(30, 100, Origin::kDevice)});
  const Measurement p50 = measurement_of(report, "latency_p50_ms");
  EXPECT_EQ(p50.estimate.value, 30);
  EXPECT_EQ(p50.origin, Origin::kDevice);
}

TEST(Latency, runs_of_other_thread_counts_are_not_pooled) {
  const ModelReport report = report_of({timing(10, 64), timing(4, 64, Origin::kHost, 4)});
  EXPECT_EQ(measurement_of(report, "latency_min_ms").estimate.value, 10);
}

TEST(Latency, jitter_and_drift_follow_their_definitions) {
  const ModelReport report = report_of({timing(10, 100), timing(12, 100)});
  const Estimate jitter = measurement_of(report, "latency_jitter_ms").estimate;
  EXPECT_EQ(jitter.value, 2);  // p90 12, median 10
  EXPECT_EQ(jitter.low, 0);    // p90 at least 10, by the first run; median at most 12
  EXPECT_EQ(jitter.high, 2);
  EXPECT_NEAR(measurement_of(report, "latency_drift").estimate.value, 0.2, 1e-12);
  std::vector<int> slowing(64, 10);
  std::fill(slowing.begin() + 48, slowing.end(), 15);
  EXPECT_NEAR(measurement_of(report_of({timing_of(slowing)}), "latency_drift").estimate.value, 0.5, 1e-12);
}

TEST(Latency, start_up_is_the_median_of_the_processes_with_their_span) {
  std::vector<LatencyRun> runs(3, timing(10, 64));
  for (int i = 0; i < 3; ++i) {
    runs[static_cast<std::size_t>(i)].load = milliseconds(10 * (i + 1));
    runs[static_cast<std::size_t>(i)].first = milliseconds(5);
    runs[static_cast<std::size_t>(i)].peak_memory_bytes = 1000U * static_cast<unsigned>(i + 1);
  }
  const ModelReport report = report_of(runs);
  const Estimate load = measurement_of(report, "load_ms").estimate;
  EXPECT_EQ(load.value, 20);
  EXPECT_EQ(load.low, 10);
  EXPECT_EQ(load.high, 30);
  EXPECT_EQ(measurement_of(report, "first_inference_ms").estimate.value, 5);
  EXPECT_EQ(measurement_of(report, "peak_memory_bytes").estimate.value, 3000);
}

TEST(Latency, a_start_seen_once_has_no_interval) {
  LatencyRun once = timing(10, 64);
  once.load = milliseconds(20);
  const Measurement load = measurement_of(report_of({once}), "load_ms");
  EXPECT_EQ(load.estimate.value, 20);
  EXPECT_FALSE(load.estimate.low || load.estimate.high);
}

TEST(Latency, end_to_end_is_no_stronger_than_its_weaker_half) {
  muster::Run run;
  run.latency_runs = {timing(30, 100, Origin::kDevice)};
  run.preprocess_times.assign(50, milliseconds(8));
  const Measurement one = measurement_of(judge(run, default_budget()), "end_to_end_ms");
  EXPECT_EQ(one.estimate.value, 38);
  EXPECT_EQ(one.origin, Origin::kHost);
}

LatencyRun log_of(LatencySummary summary) {
  LatencyRun run;
  run.origin = Origin::kDevice;
  run.summary = summary;
  return run;
}

LatencySummary phone_summary(std::uint64_t count) {
  return {.count = count,
          .min = milliseconds(8),
          .mean = milliseconds(11),
          .max = milliseconds(20),
          .standard_deviation = {},
          .percentiles = {{50, milliseconds(10)}, {95, milliseconds(14)}},
          .early_stopping_p90 = {}};
}

TEST(Latency, a_log_of_fifty_runs_is_bounded_by_its_maximum_only) {
  const Measurement measured = measurement_of(report_of({log_of(phone_summary(50))}), "latency_p90_ms");
  EXPECT_EQ(measured.note, "at most: the log's p95, as it states no p90");
  const Estimate& p90 = measured.estimate;
  EXPECT_EQ(p90.value, 14);
  EXPECT_EQ(p90.low, 10);
  EXPECT_EQ(p90.high, 20);  // the p95 of fifty has rank 47 or 48; the bound needs 49
}

TEST(Latency, a_log_of_many_runs_is_bounded_by_its_p95) {
  EXPECT_EQ(measurement_of(report_of({log_of(phone_summary(1000))}), "latency_p90_ms").estimate.high, 14);
}

TEST(Latency, a_log_of_few_runs_or_without_a_maximum_has_no_upper_bound) {
  EXPECT_FALSE(measurement_of(report_of({log_of(phone_summary(43))}), "latency_p90_ms").estimate.high);
}

TEST(Latency, a_logs_mean_or_maximum_is_never_passed_off_as_a_percentile) {
  LatencySummary mean_only;
  mean_only.count = 1000;
  mean_only.mean = milliseconds(11);
  const ModelReport report = report_of({log_of(mean_only)});
  EXPECT_FALSE(has(report, "latency_p90_ms"));
  EXPECT_FALSE(has(report, "latency_p50_ms"));
  EXPECT_EQ(measurement_of(report, "latency_mean_ms").estimate.value, 11);
  LatencySummary no_median = phone_summary(1000);
  no_median.percentiles.clear();
  EXPECT_FALSE(has(report_of({log_of(no_median)}), "latency_p50_ms"));
  const ModelReport bounded = report_of({log_of(no_median)});
  EXPECT_EQ(measurement_of(bounded, "latency_p90_ms").estimate.value, 20);
  const auto limit = std::ranges::find(bounded.findings, "latency_p90_ms", &Finding::check);
  ASSERT_NE(limit, bounded.findings.end());
  EXPECT_NE(limit->summary.find("(at most: the log's maximum, as it states no p90)"), std::string::npos)
      << limit->summary;
}

TEST(Latency, a_percentile_that_the_log_states_is_taken_as_it_is) {
  LatencySummary summary = phone_summary(1000);
  summary.percentiles = {{50, milliseconds(10)}, {90, milliseconds(12)}, {97, milliseconds(15)}};
  const Measurement p90 = measurement_of(report_of({log_of(summary)}), "latency_p90_ms");
  EXPECT_EQ(p90.estimate.value, 12);
  EXPECT_EQ(p90.estimate.high, 15);
  EXPECT_EQ(p90.note, "from a log without samples");
}

TEST(Latency, times_under_load_are_no_times_of_a_photo) {
  LatencyRun under_load = log_of(phone_summary(1000));
  under_load.requests = 4;
  EXPECT_FALSE(has(report_of({under_load}), "latency_p90_ms"));
}

TEST(Latency, nothing_timed_gives_no_figure) {
  for (const auto& runs :
       {std::vector<LatencyRun>{}, std::vector<LatencyRun>{LatencyRun{}}, std::vector<LatencyRun>{log_of({})}})
    EXPECT_FALSE(has(report_of(runs), "latency_p90_ms"));
}

TEST(Energy, is_an_estimated_range_with_its_source) {
  muster::Run run;
  run.model = testing::small_model();
  run.battery_mwh = 15'000;
  const ModelReport report = judge(run, default_budget());
  const Measurement energy = measurement_of(report, "energy_mj");
  EXPECT_EQ(energy.origin, Origin::kEstimated);
  EXPECT_LT(*energy.estimate.low, energy.estimate.value);
  EXPECT_GT(*energy.estimate.high, energy.estimate.value);
  // 300 M multiply-adds of 0.23 pJ, 3.9 MB from DRAM at 162.5 pJ a byte, 12 MB of cache at 12.5 pJ a byte
  EXPECT_NEAR(*energy.estimate.low, 0.069 + 0.63375 + 0.15, 1e-9);
  EXPECT_NE(energy.note.find("Horowitz"), std::string::npos);
  EXPECT_NEAR(measurement_of(report, "battery_share_per_1000").estimate.value, energy.estimate.value * 1000 / 54e6,
              1e-12);
}

TEST(Energy, battery_share_needs_the_battery) {
  muster::Run run;
  run.model = testing::small_model();
  EXPECT_FALSE(has(judge(run, default_budget()), "battery_share_per_1000"));
}

}  // namespace
}  // namespace muster
