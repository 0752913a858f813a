#include <gmock/gmock.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using std::chrono::milliseconds;
using testing::classified_run;
using testing::finding_of;
using testing::has_finding;
using ::testing::HasSubstr;
using testing::timing;

LatencyRun phone(std::string name, double ms, std::size_t count) {
  LatencyRun run = timing(ms, count, Origin::kDevice);
  run.device = {std::move(name), "Android 15", "LiteRT 2.3", "cpu", "2026-05-12"};
  run.model_proof = ModelProof::kDigest;
  return run;
}

ModelReport judged(std::vector<LatencyRun> runs, const Budget& budget = default_budget()) {
  muster::Run run = classified_run(100, 100);
  run.observed_at = "2026-05-20T10:00:00Z";
  run.latency_runs = std::move(runs);
  return judge(std::move(run), budget);
}

const LimitResult& time_limit(const ModelReport& report) {
  return *std::ranges::find(report.limits, "latency_p90_ms", [](const LimitResult& one) { return one.limit.metric; });
}

TEST(DeviceEvidence, names_the_device_the_runs_the_age_and_the_model) {
  const ModelReport report = judged({phone("Pixel 8", 20, 100)});
  const Finding finding = finding_of(report, "device-evidence");
  EXPECT_EQ(finding.outcome, Outcome::kPass);
  EXPECT_EQ(finding.summary,
            "times of 100 inferences on the Pixel 8 (Android 15, LiteRT 2.3, cpu; 2026-05-12, 8 days before; of this "
            "model, by its SHA-256)");
  EXPECT_THAT(report.caveats, ::testing::Contains(HasSubstr("Device evidence: times of 100 inferences")));
}

TEST(DeviceEvidence, older_than_a_year_is_told) {
  LatencyRun old = phone("Pixel 8", 20, 100);
  old.device.date = "2025-05-20";
  EXPECT_EQ(finding_of(judged({old}), "device-evidence").outcome, Outcome::kPass);
  old.device.date = "2025-05-19";
  const Finding finding = finding_of(judged({old}), "device-evidence");
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_THAT(finding.advice, HasSubstr("more than a year old"));
}

TEST(DeviceEvidence, is_silent_without_a_device) {
  EXPECT_FALSE(has_finding(judged({timing(20, 100)}), "device-evidence"));
}

TEST(FewDeviceRuns, speaks_of_logs_that_bound_no_p90) {
  LatencyRun log = phone("Pixel 8", 20, 0);
  LatencySummary& summary = log.summary.emplace();
  summary.min = milliseconds(18), summary.mean = milliseconds(20), summary.max = milliseconds(30);
  summary.percentiles = {{90, milliseconds(25)}};
  summary.count = 43;
  EXPECT_THAT(finding_of(judged({log}), "few-device-runs").summary,
              HasSubstr("figures of 43 runs; a bound on the p90 takes 44"));
  EXPECT_EQ(time_limit(judged({log})).outcome, Outcome::kInconclusive);
  log.summary->count = 0;
  EXPECT_THAT(finding_of(judged({log}), "few-device-runs").summary, HasSubstr("does not say of how many runs"));
  log.summary->count = 44;
  EXPECT_FALSE(has_finding(judged({log}), "few-device-runs"));
  EXPECT_EQ(time_limit(judged({log})).outcome, Outcome::kPass);
}

TEST(TimesUnderLoad, decide_nothing_and_are_told) {
  LatencyRun loaded = phone("Pixel 8", 20, 100);
  loaded.requests = 4, loaded.tool = "benchmark_app";
  const ModelReport report = judged({loaded});
  EXPECT_THAT(finding_of(report, "times-under-load").summary, HasSubstr("benchmark_app kept 4 requests in flight"));
  EXPECT_FALSE(time_limit(report).measurement);
}

TEST(ProfiledTimes, keep_a_limit_and_never_fail_one) {
  LatencyRun slow = phone("Pixel 8", 1500, 100), fast = phone("Pixel 8", 20, 100);
  EXPECT_EQ(time_limit(judged({slow})).outcome, Outcome::kFail);
  slow.profiled = fast.profiled = true;
  EXPECT_EQ(time_limit(judged({slow})).outcome, Outcome::kInconclusive);
  EXPECT_THAT(finding_of(judged({slow}), "latency_p90_ms").summary, HasSubstr("with an operator profiler on"));
  EXPECT_EQ(time_limit(judged({fast})).outcome, Outcome::kPass);
  EXPECT_THAT(finding_of(judged({fast}), "profiled-times").summary, HasSubstr("upper bounds"));
  EXPECT_EQ(finding_of(judged({fast}), "profiled-times").outcome, Outcome::kInconclusive);
}

TEST(ProfiledTimes, are_silent_where_the_device_was_timed_without_a_profiler_too) {
  LatencyRun profiled = phone("Pixel 8", 90, 100);
  profiled.profiled = true;
  EXPECT_EQ(time_limit(judged({profiled, phone("Pixel 8", 20, 100)})).measurement->estimate.value, 20);
}

TEST(PartlyAccelerated, does_not_meet_a_limit_that_names_the_accelerator) {
  for (const char* accelerator : {"gpu", "npu"}) {
    Budget budget = default_budget();
    for (Limit& limit : budget.limits)
      if (limit.metric == "latency_p90_ms") limit.accelerator = accelerator;
    LatencyRun run = phone("Pixel 8", 20, 100);
    run.accelerator = accelerator;
    EXPECT_EQ(time_limit(judged({run}, budget)).outcome, Outcome::kPass);
    for (const std::string& part : {std::string(accelerator) + "+cpu", std::string("nnapi+cpu")}) {
      run.accelerator = part;
      const ModelReport report = judged({run}, budget);
      EXPECT_EQ(time_limit(report).outcome, Outcome::kInconclusive) << part;
      EXPECT_THAT(finding_of(report, "latency_p90_ms").summary,
                  HasSubstr(" ran only a part of the model, and the CPU the rest (" + part + ")"));
      EXPECT_THAT(finding_of(report, "partly-accelerated").summary, HasSubstr("the CPU the rest"));
    }
  }
  LatencyRun any = phone("Pixel 8", 20, 100);
  any.accelerator = "gpu+cpu";
  EXPECT_EQ(time_limit(judged({any})).outcome, Outcome::kPass) << "no accelerator is asked for";
}

TEST(SeveralDevices, speak_by_the_slowest) {
  EXPECT_EQ(time_limit(judged({phone("Pixel 8", 20, 100), phone("Galaxy A14", 90, 100)})).measurement->estimate.value,
            90);
  EXPECT_EQ(time_limit(judged({phone("Galaxy A14", 90, 100), phone("Pixel 8", 20, 100)})).measurement->estimate.value,
            90);
}

TEST(BudgetsDevices, must_each_be_measured_and_keep_to_the_limit) {
  Budget budget = default_budget();
  budget.devices = {"pixel 8", "Galaxy A14"};
  const ModelReport missing = judged({phone("Pixel 8", 20, 100)}, budget);
  EXPECT_EQ(time_limit(missing).outcome, Outcome::kInconclusive);
  EXPECT_EQ(finding_of(missing, "latency_p90_ms").summary,
            "time of one inference (p90): not measured on the Galaxy A14, which the budget asks for");
  const ModelReport both = judged({phone("Pixel 8", 20, 100), phone("Galaxy A14", 90, 100)}, budget);
  EXPECT_EQ(time_limit(both).outcome, Outcome::kPass);
  EXPECT_EQ(time_limit(both).measurement->estimate.value, 90);
  const ModelReport slow = judged({phone("Pixel 8", 1500, 100), phone("Galaxy A14", 90, 100)}, budget);
  EXPECT_EQ(time_limit(slow).outcome, Outcome::kFail);
  EXPECT_THAT(finding_of(slow, "latency_p90_ms").summary, HasSubstr("on the pixel"));
}

TEST(BudgetsDevices, are_no_hosts) {
  Budget budget = default_budget();
  budget.devices = {"Pixel"};
  EXPECT_EQ(time_limit(judged({timing(20, 100)}, budget)).outcome, Outcome::kInconclusive);
}

TEST(BudgetsAccuracyOrigin, leaves_this_machines_answers_open_where_a_devices_are_asked_for) {
  Budget budget = default_budget();
  budget.accuracy_on_device = true;
  const Finding finding = finding_of(judged({}, budget), "top1_accuracy");
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_THAT(finding.summary, HasSubstr("the budget asks for a device's answers"));
  muster::Run run = classified_run(100, 100);
  run.predictions.origin = Origin::kDevice;
  EXPECT_EQ(finding_of(judge(run, budget), "top1_accuracy").outcome, Outcome::kPass);
}

}  // namespace
}  // namespace muster
