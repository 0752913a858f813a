// The sentences of the design's rule 2, one test each.
#include "verdict/host_time.h"

#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using testing::classified_run;
using testing::finding_of;
using testing::measurement_of;
using testing::one_limit;
using testing::outcome_of;
using testing::timed;
using testing::timing;

const Budget kLatency = one_limit("latency_p90_ms", 100, 1000);

TEST(HostTime, never_proves_a_limit) {
  EXPECT_EQ(outcome_of(timed({timing(5, 500)}), kLatency), Outcome::kInconclusive);
}

TEST(HostTime, fails_when_the_fastest_run_at_full_threads_is_over_the_bad_bound) {
  EXPECT_EQ(outcome_of(timed({timing(2000, 3, Origin::kHost, 4)}), kLatency), Outcome::kFail);
}

TEST(HostTime, fails_by_the_full_thread_run_also_where_another_speaks) {
  EXPECT_EQ(outcome_of(timed({timing(3000, 64), timing(2000, 3, Origin::kHost, 4)}), kLatency), Outcome::kFail);
}

TEST(HostTime, does_not_fail_where_rule_two_forbids_it) {
  const auto slow = [] { return timed({timing(2000, 64, Origin::kHost, 4)}); };
  struct Case {
    const char* what;
    muster::Run run;
    Budget budget = kLatency;
  };
  std::vector<Case> cases{{"one fast run", slow()},
                          {"one thread of four", slow()},
                          {"busy", slow()},
                          {"emulated", slow()},
                          {"translated", slow()},
                          {"two runs only", slow()},
                          {"a limit names a GPU", slow()},
                          {"a limit names an NPU", slow()},
                          {"on the bound", slow()}};
  cases[0].run.latency_runs[0].steady[7] = std::chrono::milliseconds(999);
  cases[1].run.latency_runs[0].threads = 1;
  cases[2].run.latency_runs[0].other_load_cores = 0.3;
  cases[3].run.machine.emulated = true;
  cases[4].run.latency_runs[0].origin = Origin::kTranslated;
  cases[5].run.latency_runs[0].steady.resize(2);
  cases[6].budget.limits.push_back({"latency_p50_ms", 1, 1, Level::kWarning, "gpu"});
  cases[7].budget.limits.push_back({"latency_p50_ms", 1, 1, Level::kWarning, "npu"});
  cases[8].run.latency_runs[0].steady.assign(64, std::chrono::milliseconds(1000));
  for (const Case& one : cases) EXPECT_EQ(outcome_of(one.run, one.budget), Outcome::kInconclusive) << one.what;
}

TEST(HostTime, two_cores_are_full_threads_where_there_are_no_more) {
  muster::Run run = timed({timing(2000, 3, Origin::kHost, 2)});
  run.machine.cores = 2;
  EXPECT_EQ(outcome_of(run, kLatency), Outcome::kFail);
}

TEST(HostTime, is_accepted_by_name_and_every_report_says_so) {
  Budget budget = kLatency;
  budget.accept_host_latency = "prototype, no phone yet";
  const ModelReport report = judge(timed({timing(5, 64)}), budget);
  EXPECT_EQ(report.verdict, Verdict::kReady);
  ASSERT_EQ(report.caveats.size(), 1U);
  EXPECT_NE(report.caveats[0].find("prototype, no phone yet"), std::string::npos);
  EXPECT_NE(report.reasons[0].find("accepted"), std::string::npos);
}

TEST(HostTime, accepting_it_lifts_no_other_doubt) {
  Budget budget = kLatency;
  budget.accept_host_latency = "prototype";
  EXPECT_EQ(outcome_of(timed({timing(2000, 64)}), budget), Outcome::kInconclusive);  // slow, but at one thread
  EXPECT_EQ(outcome_of(timed({timing(5, 43)}), budget), Outcome::kInconclusive);     // too few samples
}

TEST(HostTime, accepting_is_refused_for_translated_and_emulated_models) {
  Budget budget = kLatency;
  budget.accept_host_latency = "prototype";
  const ModelReport translated = judge(timed({timing(5, 64, Origin::kTranslated)}), budget);
  EXPECT_EQ(translated.verdict, Verdict::kUnproven);
  EXPECT_NE(translated.reasons[0].find("refused"), std::string::npos);
  EXPECT_TRUE(translated.caveats.empty() || translated.caveats[0].find("accepted") == std::string::npos);
  muster::Run emulated = timed({timing(5, 64)});
  emulated.machine.emulated = true;
  EXPECT_EQ(outcome_of(emulated, budget), Outcome::kInconclusive);
}

TEST(HostTime, other_times_neither_prove_nor_disprove) {
  muster::Run run = timed({timing(5, 64, Origin::kHost, 4)});
  run.latency_runs[0].load = std::chrono::seconds(9);
  EXPECT_EQ(outcome_of(run, one_limit("load_ms", 10, 10)), Outcome::kInconclusive);
  EXPECT_EQ(outcome_of(run, one_limit("load_ms", 10000, 10000)), Outcome::kInconclusive);
}

TEST(HostTime, a_devices_figure_replaces_it) {
  EXPECT_EQ(outcome_of(timed({timing(2000, 64, Origin::kHost, 4), timing(30, 64, Origin::kDevice)}), kLatency),
            Outcome::kPass);
  EXPECT_EQ(outcome_of(timed({timing(3, 64), timing(2000, 64, Origin::kDevice)}), kLatency), Outcome::kFail);
}

TEST(HostTime, of_another_desktop_is_no_phones_unless_the_budget_names_it) {
  muster::Run run = timed({timing(30, 64, Origin::kDevice)});
  run.latency_runs[0].device = {"build-server", "Linux 6.1 x86_64", "LiteRT 2.1", "cpu", "2026-05-12"};
  EXPECT_EQ(outcome_of(run, kLatency), Outcome::kInconclusive);
  EXPECT_NE(judge(run, kLatency).reasons[0].find("a desktop's processor"), std::string::npos);
  run.latency_runs[0].device.os = "Linux 6.1 aarch64";
  EXPECT_EQ(outcome_of(run, kLatency), Outcome::kPass);
  run.latency_runs[0].device.os = "Linux 6.1 x86_64";
  Budget named = kLatency;
  named.devices = {"build-server"};
  EXPECT_EQ(outcome_of(run, named), Outcome::kPass);
}

TEST(HostTime, of_a_log_disproves_nothing_for_nobody_says_which_machine_or_how_busy) {
  muster::Run run = timed({LatencyRun{}});
  run.latency_runs[0].threads = 4;
  LatencySummary& summary = run.latency_runs[0].summary.emplace();
  summary.count = 50;
  summary.min = summary.mean = std::chrono::seconds(2);
  summary.max = std::chrono::seconds(3);
  EXPECT_EQ(outcome_of(run, kLatency), Outcome::kInconclusive);
}

TEST(HostTime, says_when_it_is_a_busy_machine_that_proves_nothing) {
  muster::Run run = timed({timing(2000, 64, Origin::kHost, 4)});
  run.latency_runs[0].other_load_cores = 0.5;
  EXPECT_EQ(outcome_of(run, kLatency), Outcome::kInconclusive);
  EXPECT_NE(judge(run, kLatency).reasons[0].find("which other programs kept busy"), std::string::npos);
}

}  // namespace
}  // namespace muster
