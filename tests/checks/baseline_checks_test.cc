// What is said beside an earlier Run: accuracy-regression, latency-regression, size-regression, no-baseline,
// reused-test-set; and of merged Runs: merged-times.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using testing::finding_of;
using testing::has_finding;
using ::testing::HasSubstr;
using testing::ready_run;
using testing::timing;

ModelReport judged(Run run) {
  return judge(std::move(run), default_budget());
}

std::vector<LatencyRun> processes(std::initializer_list<double> medians) {
  std::vector<LatencyRun> runs;
  for (const double ms : medians) runs.push_back(timing(ms, 64, Origin::kDevice));
  return runs;
}

/// Held against last week's Run, with these flips.
Run beside(DecisionFlips flips) {
  muster::Run run = ready_run();
  run.baseline = Baseline{"last.run", "2026-11-17T09:00:00Z", run.model->file_bytes, run.machine, {}, {}};
  run.reference = BesideReference{"model.tflite", "sha", flips, {0, 0, 0}, false};
  return run;
}

TEST(AccuracyRegression, is_a_loss_that_is_no_chance) {
  const Finding lost = finding_of(judged(beside({1000, 40, 10, 0})), "accuracy-regression");
  EXPECT_EQ(lost.outcome, Outcome::kFail);
  EXPECT_THAT(lost.summary, HasSubstr("accuracy fell since last.run: -3.0 points"));
  const Finding chance = finding_of(judged(beside({1000, 12, 10, 0})), "accuracy-regression");
  EXPECT_EQ(chance.outcome, Outcome::kPass);
  EXPECT_THAT(chance.summary, HasSubstr("no change of accuracy is shown"));
  EXPECT_THAT(finding_of(judged(beside({1000, 5, 40, 0})), "accuracy-regression").summary, HasSubstr("rose"));
  EXPECT_FALSE(has_finding(judged(ready_run()), "accuracy-regression"));
}

TEST(LatencyRegression, is_a_shift_of_whole_processes) {
  muster::Run run = beside({});
  run.baseline->latency_runs = processes({30, 31, 32, 30.5, 31.5});
  run.latency_runs = processes({36, 37, 38, 36.5, 37.5});
  const Finding slower = finding_of(judged(run), "latency-regression");
  EXPECT_EQ(slower.outcome, Outcome::kFail);
  EXPECT_THAT(slower.summary, HasSubstr("slower since last.run"));
  run.latency_runs = processes({31, 32, 33, 31.5, 32.5});
  EXPECT_EQ(finding_of(judged(run), "latency-regression").outcome, Outcome::kPass) << "surely slower, but by 3 %";
  run.latency_runs = processes({25, 44, 33, 31.5, 42.5});
  EXPECT_EQ(finding_of(judged(run), "latency-regression").outcome, Outcome::kPass) << "over 5 %, but by chance";
}

TEST(LatencyRegression, needs_five_processes_under_the_same_conditions) {
  muster::Run run = beside({});
  run.baseline->latency_runs = processes({30, 31, 32});
  run.latency_runs = processes({60, 61, 62, 63, 64});
  const Finding few = finding_of(judged(run), "latency-regression");
  EXPECT_EQ(few.outcome, Outcome::kInconclusive);
  EXPECT_THAT(few.summary, HasSubstr("3 then and 5 now, of 5 needed"));
  run.baseline->latency_runs = processes({30, 31, 32, 33, 34});
  for (LatencyRun& timing : run.baseline->latency_runs) timing.device.name = "Pixel 9";
  EXPECT_THAT(finding_of(judged(run), "latency-regression").summary, HasSubstr("on another device"));
  for (LatencyRun& timing : run.latency_runs) timing.origin = Origin::kHost;
  for (LatencyRun& timing : run.baseline->latency_runs) timing.origin = Origin::kHost, timing.device = {};
  run.baseline->machine.cpu = "other";
  EXPECT_THAT(finding_of(judged(run), "latency-regression").summary, HasSubstr("on another machine"));
}

TEST(SizeRegression, is_exact) {
  muster::Run run = beside({});
  EXPECT_FALSE(has_finding(judged(run), "size-regression"));
  run.baseline->model_bytes = run.model->file_bytes - 1;
  const Finding grew = finding_of(judged(run), "size-regression");
  EXPECT_EQ(grew.outcome, Outcome::kFail);
  EXPECT_THAT(grew.summary, HasSubstr("from 3,999,999 bytes to 4,000,000 bytes (+0.0 %)"));
  run.baseline->model_bytes = run.model->file_bytes * 2;
  EXPECT_THAT(finding_of(judged(run), "size-regression").summary, HasSubstr("shrank since last.run: from 8.0 MB"));
}

TEST(NoBaseline, is_told_where_a_history_has_none) {
  muster::Run run = ready_run();
  run.baseline.emplace();
  EXPECT_TRUE(has_finding(judged(run), "no-baseline"));
  run.baseline->source = "a.run";
  EXPECT_FALSE(has_finding(judged(run), "no-baseline"));
}

TEST(ReusedTestSet, is_a_bound_on_how_far_the_best_model_is_flattered) {
  muster::Run run = testing::classified_run(900, 1000);
  run.gradings = Gradings{9, 1};
  EXPECT_FALSE(has_finding(judged(run), "reused-test-set")) << "one model again and again chooses nothing";
  run.gradings = Gradings{40, 20};
  // Wilson's interval of 900 of 1000 begins at 0.87987: √(0.87987 · 0.12013 / 1000) · √(2 ln 20) = 0.010281 · 2.4477
  EXPECT_THAT(finding_of(judged(run), "reused-test-set").summary, HasSubstr("up to 2.5 points (a bound"));
}

TEST(ReusedTestSet, is_no_bound_of_zero_where_every_answer_is_right) {
  muster::Run run = testing::classified_run(50, 50);
  run.gradings = Gradings{40, 20};
  // Wilson's interval of 50 of 50 begins at 0.92865: √(0.92865 · 0.07135 / 50) · √(2 ln 20) = 0.036403 · 2.4477
  EXPECT_THAT(finding_of(judged(run), "reused-test-set").summary, HasSubstr("up to 8.9 points (a bound"));
}

}  // namespace
}  // namespace muster
