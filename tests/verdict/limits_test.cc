// The sentences of the design's "Limits, grades, verdict" and of its rules 3, 4 and 7, one test each.
#include "verdict/limits.h"

#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using testing::classified_run;
using testing::finding_of;
using testing::measurement_of;
using testing::one_limit;
using testing::outcome_of;
using testing::ready_run;
using testing::timed;
using testing::timing;

Run of_size(std::uint64_t bytes) {
  muster::Run run;
  run.model = testing::small_model();
  run.model->file_bytes = bytes;
  return run;
}

const Budget kLatency = one_limit("latency_p90_ms", 100, 1000);
const Budget kAccuracy = one_limit("top1_accuracy", 0.85, 0.70);

TEST(Verdict, a_model_that_holds_all_limits_is_ready) {
  const ModelReport report = judge(ready_run(), default_budget());
  EXPECT_EQ(report.verdict, Verdict::kReady) << report.reasons.at(0);
  EXPECT_EQ(report.reasons.size(), 3U);
}

TEST(Verdict, one_fatal_fault_is_not_averaged_away) {
  muster::Run run = ready_run();
  run.latency_runs = {timing(2000, 64, Origin::kDevice)};
  const ModelReport report = judge(run, default_budget());
  EXPECT_EQ(report.verdict, Verdict::kNotReady);
  EXPECT_EQ(report.reasons.at(0), finding_of(report, "latency_p90_ms").summary);
  EXPECT_EQ(report.findings.at(0).check, "latency_p90_ms");
}

TEST(Verdict, an_inconclusive_error_limit_is_unproven) {
  muster::Run run = ready_run();
  run.latency_runs.clear();
  EXPECT_EQ(judge(run, default_budget()).verdict, Verdict::kUnproven);
}

TEST(Verdict, warnings_decide_nothing) {
  Budget budget = default_budget();
  budget.limits.push_back({"recall/cat", 1, 1, Level::kWarning, ""});
  budget.limits.push_back({"recall/bird", 1, 1, Level::kWarning, ""});
  const ModelReport report = judge(ready_run(), budget);
  EXPECT_EQ(report.verdict, Verdict::kReady);
  EXPECT_EQ(report.limits.size(), 5U);
}

TEST(Verdict, limits_that_are_off_are_not_judged) {
  Budget budget = default_budget();
  budget.limits[1].level = Level::kOff;
  muster::Run run = ready_run();
  run.latency_runs.clear();
  EXPECT_EQ(judge(run, budget).verdict, Verdict::kReady);
  EXPECT_EQ(judge(run, budget).limits.size(), 2U);
}

TEST(Verdict, a_budget_that_asks_nothing_proves_nothing) {
  EXPECT_EQ(judge(ready_run(), Budget{}).verdict, Verdict::kUnproven);
}

TEST(Verdict, the_worst_of_several_models_counts) {
  ModelReport ready, unproven, bad, none;
  ready.verdict = Verdict::kReady, unproven.verdict = Verdict::kUnproven, bad.verdict = Verdict::kNotReady;
  EXPECT_EQ(worst_verdict({ready, ready}), Verdict::kReady);
  EXPECT_EQ(worst_verdict({ready, unproven}), Verdict::kUnproven);
  EXPECT_EQ(worst_verdict({bad, unproven, ready}), Verdict::kNotReady);
  EXPECT_FALSE(worst_verdict({bad, none}));
  EXPECT_FALSE(worst_verdict({}));
}

TEST(Limits, grades_follow_the_default_table) {
  const Budget budget = one_limit("model_bytes", 10e6, 50e6);
  struct Row {
    std::uint64_t bytes;
    Outcome outcome;
    Grade grade;
  };
  for (const Row& row :
       {Row{9'999'999, Outcome::kPass, Grade::kGood}, Row{10'000'000, Outcome::kPass, Grade::kAcceptable},
        Row{50'000'000, Outcome::kPass, Grade::kAcceptable}, Row{50'000'001, Outcome::kFail, Grade::kBad}}) {
    const ModelReport report = judge(of_size(row.bytes), budget);
    EXPECT_EQ(report.limits[0].outcome, row.outcome) << row.bytes;
    EXPECT_EQ(report.limits[0].grade, row.grade) << row.bytes;
    EXPECT_EQ(finding_of(report, "model_bytes").grade, row.grade) << row.bytes;
  }
}

TEST(Limits, equality_with_a_bound_is_never_bad) {
  EXPECT_EQ(outcome_of(of_size(5000), one_limit("model_bytes", 5000, 5000)), Outcome::kPass);
  EXPECT_EQ(judge(of_size(5000), one_limit("model_bytes", 5000, 5000)).limits[0].grade, Grade::kGood);
  EXPECT_EQ(outcome_of(timed({timing(40, 64, Origin::kDevice)}), one_limit("latency_p90_ms", 40, 40)), Outcome::kPass);
}

TEST(Limits, an_interval_that_touches_bad_and_more_is_inconclusive) {
  EXPECT_EQ(outcome_of(classified_run(356, 500), kAccuracy), Outcome::kInconclusive);  // [67.1, 75.0]
  EXPECT_EQ(outcome_of(classified_run(335, 500), kAccuracy), Outcome::kInconclusive);  // [62.8, 71.0]
}

TEST(Limits, a_fail_lies_wholly_in_bad) {
  EXPECT_EQ(outcome_of(classified_run(300, 500), kAccuracy), Outcome::kFail);
}

TEST(Limits, a_fail_holds_at_the_corrected_confidence) {
  // 655 of 1000: Wilson at 95 % ends at 0.6838; with ten limits at 99.5 % at 0.6959; a bound of 0.69 lies between.
  const muster::Run run = classified_run(655, 1000);
  Budget budget = one_limit("top1_accuracy", 0.85, 0.69);
  EXPECT_EQ(outcome_of(run, budget), Outcome::kFail);
  for (int i = 0; i < 9; ++i) budget.limits.push_back({"top5_accuracy", 0.5, 0.5, Level::kError, ""});
  EXPECT_DOUBLE_EQ(failing_confidence(budget), 0.995);
  EXPECT_EQ(outcome_of(run, budget), Outcome::kInconclusive);
  for (std::size_t i = 1; i < 10; ++i) budget.limits[i].level = Level::kWarning;
  EXPECT_EQ(outcome_of(run, budget), Outcome::kFail);
}

TEST(Limits, facts_take_no_share_of_the_error_probability) {
  EXPECT_DOUBLE_EQ(failing_confidence(default_budget()), 0.975);  // latency and accuracy
  EXPECT_DOUBLE_EQ(failing_confidence(one_limit("model_bytes", 1, 1)), 0.95);
}

TEST(Limits, a_pass_that_touches_acceptable_is_a_pass_with_a_warning) {
  const ModelReport report = judge(classified_run(800, 1000), kAccuracy);
  EXPECT_EQ(report.limits[0].outcome, Outcome::kPass);
  EXPECT_EQ(report.limits[0].grade, Grade::kAcceptable);
  EXPECT_NE(finding_of(report, "top1_accuracy").summary.find("is acceptable, not good"), std::string::npos);
}

TEST(Limits, a_pass_that_touches_good_too_leaves_open_whether_it_is_good) {
  const ModelReport report = judge(classified_run(15, 15), kAccuracy);  // [79.6, 100]
  EXPECT_EQ(report.limits[0].outcome, Outcome::kPass);
  EXPECT_EQ(report.limits[0].grade, Grade::kAcceptable);
  const Finding& finding = finding_of(report, "top1_accuracy");
  EXPECT_NE(finding.summary.find("is not bad; whether it is good is open"), std::string::npos) << finding.summary;
  EXPECT_NE(finding.advice.find("more photos"), std::string::npos) << finding.advice;
}

TEST(Limits, on_the_scores_of_a_class_name_it) {
  muster::Run run = classified_run(8, 8);
  run.predictions.score_kind = "probability";
  run.class_scores = {{"dog", {0.1F, 0.9F, 0.1F, 0.9F, 0.1F, 0.9F, 0.1F, 0.9F}}};
  for (const auto& [metric, subject] :
       {std::pair("average_precision/dog", "average precision of dog"), std::pair("roc_area/dog", "of dog")}) {
    const ModelReport report = judge(run, one_limit(metric, 0.9, 0.9));
    EXPECT_NE(finding_of(report, metric).summary.find(subject), std::string::npos)
        << finding_of(report, metric).summary;
  }
}

TEST(Limits, a_missing_bound_touches_everything_beyond_the_value) {
  // 43 samples: no upper bound, so not even a fast device proves it.
  EXPECT_EQ(outcome_of(timed({timing(10, 43, Origin::kDevice)}), kLatency), Outcome::kInconclusive);
  EXPECT_EQ(outcome_of(timed({timing(10, 44, Origin::kDevice)}), kLatency), Outcome::kPass);
}

TEST(Limits, three_of_three_over_the_bound_prove_bad) {
  EXPECT_EQ(outcome_of(timed({timing(2000, 3, Origin::kDevice)}), kLatency), Outcome::kFail);
  EXPECT_EQ(outcome_of(timed({timing(2000, 2, Origin::kDevice)}), kLatency), Outcome::kInconclusive);
}

TEST(Limits, an_inconclusive_accuracy_says_how_many_more_photos_settle_it) {
  const Finding finding =
      finding_of(judge(classified_run(375, 500), one_limit("top1_accuracy", 0.85, 0.72)), "top1_accuracy");
  EXPECT_NE(finding.advice.find("more photos would settle it (with 80 % probability)"), std::string::npos)
      << finding.advice;
  const ModelReport close = judge(classified_run(350, 500), kAccuracy);
  EXPECT_NE(finding_of(close, "top1_accuracy").advice.find(">100,000 more photos"), std::string::npos);
}

TEST(Limits, reasons_are_plain_sentences) {
  EXPECT_EQ(
      judge(classified_run(356, 500), kAccuracy).reasons.at(0),
      "top-1 accuracy 71.2 % [67.1, 75.0] of 500 photos (always answering cat: 50.0 %) touches the bad range (below "
      "70 %)");
  muster::Run slow = timed({timing(2010, 3, Origin::kHost, 4)});
  EXPECT_EQ(judge(slow, kLatency).reasons.at(0),
            "each inference takes 2.01 s on this machine, even at its fastest; the limit is 1 s");
}

TEST(Limits, a_figure_never_looks_like_the_bound_that_it_missed) {
  const ModelReport report = judge(of_size(50'000'001), one_limit("model_bytes", 10e6, 50e6));
  EXPECT_EQ(report.reasons.at(0), "model size 50.000001 MB is in the bad range (over 50 MB)");
}

TEST(Limits, an_accelerator_in_the_budget_wants_its_own_figure) {
  Budget budget = kLatency;
  budget.limits[0].accelerator = "gpu";
  muster::Run run = timed({timing(30, 64, Origin::kDevice)});
  EXPECT_EQ(outcome_of(run, budget), Outcome::kInconclusive);
  run.latency_runs.push_back(timing(12, 64, Origin::kDevice));
  run.latency_runs[1].accelerator = "gpu";
  EXPECT_EQ(outcome_of(run, budget), Outcome::kPass);
}

// Rule 3.
TEST(Evidence, missing_is_never_a_pass_and_names_the_option) {
  struct Case {
    const char *metric, *option;
  };
  for (const Case& one :
       {Case{"top1_accuracy", "--data"}, Case{"latency_p90_ms", "--latency-log"}, Case{"model_bytes", "model file"},
        Case{"battery_share_per_1000", "--battery-mwh"}, Case{"end_to_end_ms", "--data"}}) {
    const ModelReport report = judge(muster::Run{}, one_limit(one.metric, 0.5, 0.5));
    EXPECT_EQ(report.verdict, Verdict::kUnproven) << one.metric;
    EXPECT_NE(finding_of(report, one.metric).advice.find(one.option), std::string::npos)
        << finding_of(report, one.metric).advice;
  }
}

TEST(Evidence, a_class_without_photos_is_missing_evidence) {
  EXPECT_EQ(outcome_of(ready_run(), one_limit("recall/bird", 0.5, 0.5)), Outcome::kInconclusive);
}

TEST(Evidence, a_model_of_another_kind_says_that_accuracy_is_not_measured_yet) {
  muster::Run run = of_size(1000);
  run.model->outputs = {{"boxes", ElementType::kFloat32, {1, 10, 4}, std::nullopt},
                        {"scores", ElementType::kFloat32, {1, 10}, std::nullopt}};
  const ModelReport report = judge(run, kAccuracy);
  EXPECT_EQ(report.verdict, Verdict::kUnproven);
  EXPECT_NE(report.reasons.at(0).find("accuracy of this kind of model is not measured yet"), std::string::npos)
      << report.reasons[0];
}

TEST(Evidence, an_estimate_proves_nothing) {
  EXPECT_EQ(outcome_of(of_size(1000), one_limit("energy_mj", 1e6, 1e6)), Outcome::kInconclusive);
  EXPECT_EQ(outcome_of(of_size(1000), one_limit("energy_mj", 1e-9, 1e-9)), Outcome::kInconclusive);
}

// Rule 4.
TEST(GuessedPreprocessing, cannot_fail_accuracy) {
  muster::Run run = classified_run(10, 500);
  EXPECT_EQ(outcome_of(run, kAccuracy), Outcome::kFail);
  run.preprocessing->mean_source = Source::kDefault;
  const ModelReport report = judge(run, kAccuracy);
  EXPECT_EQ(report.verdict, Verdict::kUnproven);
  EXPECT_NE(report.reasons.at(0).find("guessed preprocessing"), std::string::npos);
  EXPECT_EQ(outcome_of(run, one_limit("recall/dog", 0.9, 0.9)), Outcome::kInconclusive);
  run.predictions.origin = Origin::kDevice;  // the phone's own preprocessing was used
  EXPECT_EQ(outcome_of(run, kAccuracy), Outcome::kFail);
}

TEST(GuessedPreprocessing, does_not_stand_in_the_way_of_a_pass) {
  muster::Run run = classified_run(490, 500);
  run.preprocessing->crop_source = Source::kDefault;
  EXPECT_EQ(outcome_of(run, kAccuracy), Outcome::kPass);
}

// Rule 7.
TEST(CutShort, unreadable_photos_count_against_a_pass_and_against_a_fail) {
  muster::Run run = classified_run(1000, 1000);
  for (std::size_t i = 0; i < 400; ++i) run.predictions.states[i] = PhotoState::kUnreadable;
  EXPECT_EQ(outcome_of(run, kAccuracy), Outcome::kInconclusive);
  muster::Run bad = classified_run(0, 1000);
  for (std::size_t i = 0; i < 400; ++i) bad.predictions.states[i] = PhotoState::kUnreadable;
  EXPECT_EQ(outcome_of(bad, one_limit("top1_accuracy", 0.5, 0.3)), Outcome::kInconclusive);
}

TEST(CutShort, a_timing_run_that_ended_early_proves_nothing_but_what_is_certain) {
  muster::Run run = timed({timing(10, 64, Origin::kDevice)});
  run.latency_runs[0].end = RunEnd::kCrashed;
  EXPECT_EQ(outcome_of(run, kLatency), Outcome::kInconclusive);
  run.latency_runs = {timing(2000, 64, Origin::kDevice)};
  run.latency_runs[0].end = RunEnd::kTimedOut;
  EXPECT_EQ(outcome_of(run, kLatency), Outcome::kFail);
}

TEST(CutShort, photos_not_reached_leave_accuracy_open_unless_it_is_certainly_bad) {
  muster::Run run = classified_run(1000, 1000);
  for (std::size_t i = 500; i < 1000; ++i) run.predictions.states[i] = PhotoState::kPending;
  EXPECT_EQ(outcome_of(run, kAccuracy), Outcome::kInconclusive);
  muster::Run bad = classified_run(0, 1000);
  for (std::size_t i = 500; i < 1000; ++i) bad.predictions.states[i] = PhotoState::kPending;
  EXPECT_EQ(outcome_of(bad, kAccuracy), Outcome::kFail);  // 500 right of 1000 at best
  EXPECT_EQ(outcome_of(bad, one_limit("top1_accuracy", 0.5, 0.5)), Outcome::kInconclusive);
}

TEST(CutShort, photos_that_ended_the_model_leave_accuracy_open_unless_it_is_certainly_bad) {
  muster::Run run = classified_run(1000, 1000);
  run.predictions.states[7] = PhotoState::kFailed;
  EXPECT_EQ(outcome_of(run, kAccuracy), Outcome::kInconclusive);
  EXPECT_NE(judge(run, kAccuracy).reasons[0].find("ended early on 1 photo"), std::string::npos);
  muster::Run bad = classified_run(300, 1000);
  bad.predictions.states[7] = PhotoState::kFailed;
  EXPECT_EQ(outcome_of(bad, kAccuracy), Outcome::kFail);
  for (std::size_t i = 300; i < 1000; ++i) bad.predictions.states[i] = PhotoState::kFailed;
  EXPECT_EQ(outcome_of(bad, kAccuracy), Outcome::kInconclusive) << "all of them might have been right";
}

TEST(CutShort, a_memory_limit_is_not_held_by_a_run_that_ran_out) {
  muster::Run run = timed({timing(10, 64)});
  run.latency_runs[0].peak_memory_bytes = 1000;
  EXPECT_EQ(outcome_of(run, one_limit("peak_memory_bytes", 5000, 5000)), Outcome::kPass);
  run.latency_runs[0].end = RunEnd::kOutOfMemory;
  EXPECT_EQ(outcome_of(run, one_limit("peak_memory_bytes", 5000, 5000)), Outcome::kInconclusive);
}

TEST(Judge, a_run_of_nothing_is_unproven) {
  const ModelReport report = judge(muster::Run{}, default_budget());
  EXPECT_EQ(report.verdict, Verdict::kUnproven);
  EXPECT_EQ(report.reasons.size(), 3U);
  EXPECT_TRUE(report.measurements.empty());
}

}  // namespace
}  // namespace muster
