#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "checks/check.h"
#include "muster/catalog.h"
#include "support/run_builder.h"

namespace muster {
namespace {

using testing::classified_run;
using testing::finding_of;
using testing::has_finding;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::ready_run;
using testing::timing;

ModelReport judged(Run run) {
  return judge(std::move(run), default_budget());
}

TEST(Checks, every_check_has_its_words_and_a_unique_id) {
  std::set<std::string_view> ids;
  for (const Check* check : all_checks()) {
    EXPECT_TRUE(ids.insert(check->id).second) << check->id;
    EXPECT_FALSE(check->title.empty() || check->why.empty() || check->advice.empty()) << check->id;
  }
  EXPECT_EQ(list_checks().size(), ids.size());
}

TEST(Checks, a_clean_run_on_a_phone_raises_only_what_is_true_of_it) {
  const ModelReport report = judged(ready_run());
  const std::set<std::string_view> kTrue{"arithmetic-mismatch", "device-evidence", "field-photos"};
  for (const Check* check : all_checks())
    EXPECT_EQ(has_finding(report, check->id), kTrue.contains(check->id)) << check->id;
}

TEST(Checks, guessed_preprocessing_names_what_was_guessed) {
  muster::Run run = ready_run();
  run.preprocessing->crop_source = Source::kDefault;
  const ModelReport report = judged(run);
  EXPECT_EQ(finding_of(report, "guessed-preprocessing").details.size(), 1U);
  run.predictions.origin = Origin::kDevice;  // the phone prepared its photos itself
  EXPECT_FALSE(has_finding(judged(run), "guessed-preprocessing"));
}

TEST(Checks, preprocessing_hint_says_what_accuracy_would_gain) {
  muster::Run run = classified_run(30, 100);
  EXPECT_FALSE(has_finding(judged(run), "preprocessing-hint"));
  TriedChange tried;
  tried.change = {"colour:bgr", "colour order bgr in place of rgb", "--colour bgr", "Say --colour bgr."};
  tried.photos = 60;
  tried.gain = {0.5, 0.25, 0.75, 60};
  run.hint = PreprocessingHint{60, {tried}};
  run.hint->changes[0].helps = true;
  const Finding finding = finding_of(judged(run), "preprocessing-hint");
  EXPECT_EQ(finding.outcome, Outcome::kFail);
  EXPECT_EQ(finding.level, Level::kWarning);
  EXPECT_EQ(finding.summary,
            "accuracy would gain +50.0 points [+25.0, +75.0] by colour order bgr in place of rgb (60 photos)");
  EXPECT_EQ(finding.advice, "Say --colour bgr.");
  run.hint->changes[0].judged_by = JudgedBy::kMeanRecall;
  EXPECT_THAT(finding_of(judged(run), "preprocessing-hint").summary, HasSubstr("mean recall would gain +50.0 points"));
  EXPECT_EQ(finding.details, std::vector<std::string>{"to see it, run the same command with --colour bgr"});
}

TEST(Checks, colour_profiles_are_counted) {
  muster::Run run = ready_run();
  run.other_colours_photos = 3;
  run.events = {{"colour-profile", "a.jpg", "has a colour profile that is not sRGB's"}};
  const Finding finding = finding_of(judged(run), "colour-profile");
  EXPECT_NE(finding.summary.find("3 of "), std::string::npos);
  EXPECT_EQ(finding.details.size(), 1U);
  EXPECT_EQ(finding.level, Level::kWarning);
}

TEST(Checks, host_latency_says_how_it_may_be_accepted) {
  muster::Run run = classified_run(10, 10);
  run.latency_runs = {timing(10, 64)};
  const ModelReport report = judged(run);
  EXPECT_EQ(finding_of(report, "host-latency").outcome, Outcome::kInconclusive);
  EXPECT_NE(finding_of(report, "host-latency").advice.find("--accept host-latency"), std::string::npos);
}

TEST(Checks, host_latency_of_a_translated_model_is_not_to_be_accepted) {
  muster::Run run = classified_run(10, 10);
  run.latency_runs = {timing(10, 64, Origin::kTranslated)};
  const std::string advice = finding_of(judged(run), "host-latency").advice;
  EXPECT_EQ(advice.find("--accept"), std::string::npos) << advice;
  EXPECT_NE(advice.find("--latency-log"), std::string::npos) << advice;
}

TEST(Checks, arithmetic_mismatch_stands_on_top_of_the_report) {
  const ModelReport report = judged(ready_run());
  EXPECT_TRUE(has_finding(report, "arithmetic-mismatch"));
  ASSERT_FALSE(report.caveats.empty());
  EXPECT_NE(report.caveats[0].find("different arithmetic"), std::string::npos);
  muster::Run same = ready_run();
  same.predictions.origin = Origin::kDevice;
  EXPECT_FALSE(has_finding(judged(same), "arithmetic-mismatch"));
  same.latency_runs[0].accelerator = "gpu";
  EXPECT_TRUE(has_finding(judged(same), "arithmetic-mismatch"));
}

TEST(Checks, other_model_timed_compares_file_names_only) {
  muster::Run run = ready_run();
  run.model->path = "models/net.tflite";
  run.latency_runs[0].graph = "/data/local/tmp/net.tflite";
  EXPECT_FALSE(has_finding(judged(run), "other-model-timed"));
  run.latency_runs[0].graph = "C:\\phone\\net_v2.tflite";
  EXPECT_EQ(finding_of(judged(run), "other-model-timed").summary,
            "the log timed 'net_v2.tflite', and this model is 'net.tflite'");
  run.model.reset();
  EXPECT_FALSE(has_finding(judged(run), "other-model-timed"));
}

TEST(Checks, busy_machine_starts_above_a_quarter_of_a_core) {
  muster::Run run = classified_run(10, 10);
  run.latency_runs = {timing(10, 64)};
  run.latency_runs[0].other_load_cores = 0.25;
  EXPECT_FALSE(has_finding(judged(run), "busy-machine"));
  run.latency_runs[0].other_load_cores = 0.5;
  EXPECT_TRUE(has_finding(judged(run), "busy-machine"));
}

TEST(Checks, preprocessing_hint_passes_only_a_model_that_beats_a_constant_answer_on_enough_photos) {
  muster::Run run = classified_run(70, 100);
  run.hint = PreprocessingHint{60, {{}}};
  EXPECT_EQ(finding_of(judged(run), "preprocessing-hint").outcome, Outcome::kPass);
  run.hint->photos = 29;
  const Finding few = finding_of(judged(run), "preprocessing-hint");
  EXPECT_EQ(few.outcome, Outcome::kInconclusive);
  EXPECT_THAT(few.summary, HasSubstr("too few: 30 or more are needed"));
  run = classified_run(50, 100);
  run.hint = PreprocessingHint{60, {{}}};
  const Finding chance = finding_of(judged(run), "preprocessing-hint");
  EXPECT_EQ(chance.outcome, Outcome::kInconclusive);
  EXPECT_THAT(chance.summary, HasSubstr("no better than a constant answer"));
}

TEST(Checks, latency_drift_over_a_tenth_is_reported) {
  muster::Run run = classified_run(10, 10);
  run.latency_runs = {timing(10, 64), timing(10.5, 64)};
  EXPECT_FALSE(has_finding(judged(run), "latency-drift"));
  run.latency_runs.push_back(timing(13, 64));
  const Finding slower = finding_of(judged(run), "latency-drift");
  EXPECT_EQ(slower.summary,
            "it grew slower from one timing run to another: the median time went from 10.0 ms to 13.0 ms (30 %)");
  EXPECT_THAT(slower.advice, HasSubstr("Let it cool down"));
}

TEST(Checks, latency_drift_of_times_that_fall_asks_for_more_warm_up) {
  for (const Origin origin : {Origin::kHost, Origin::kDevice}) {
    muster::Run run = classified_run(10, 10);
    run.latency_runs = {timing(13, 64, origin), timing(10, 64, origin)};
    const Finding between = finding_of(judged(run), "latency-drift");
    EXPECT_THAT(between.summary, HasSubstr("it grew faster from one timing run to another"));
    EXPECT_THAT(between.advice, HasSubstr("Warm it up for longer"));
    EXPECT_THAT(between.advice, Not(HasSubstr("cool")));
    run.latency_runs = {timing(10, 100, origin)};
    for (std::size_t i = 0; i < 25; ++i) run.latency_runs[0].steady[i] *= 2;
    const Finding within = finding_of(judged(run), "latency-drift");
    EXPECT_THAT(within.summary, HasSubstr("it grew faster within a timing run: the median time went from 20.0 ms to"));
    EXPECT_THAT(within.advice, HasSubstr("Warm it up for longer"));
  }
}

TEST(Checks, latency_drift_of_a_busy_machine_asks_to_stop_other_work) {
  muster::Run run = classified_run(10, 10);
  run.latency_runs = {timing(10, 64), timing(13, 64)};
  run.latency_runs[0].other_load_cores = 0.5;
  EXPECT_THAT(finding_of(judged(run), "latency-drift").advice, HasSubstr("Stop other work"));
}

TEST(Checks, run_cut_short_tells_crashes_and_their_photos) {
  muster::Run run = ready_run();
  run.predictions.states[3] = PhotoState::kFailed;
  run.events = {{"worker-crash", "photo.jpg", "signal 11"}};
  const ModelReport report = judged(run);
  EXPECT_EQ(finding_of(report, "run-cut-short").details, std::vector<std::string>{"photo.jpg: signal 11"});
  muster::Run timed_out = ready_run();
  timed_out.latency_runs[0].end = RunEnd::kTimedOut;
  EXPECT_NE(finding_of(judged(timed_out), "run-cut-short").summary.find("timed out"), std::string::npos);
}

TEST(Checks, interrupted_runs_say_so_on_top) {
  muster::Run run = ready_run();
  run.interrupted = true;
  run.predictions.states[999] = PhotoState::kPending;
  const ModelReport report = judged(run);
  EXPECT_NE(finding_of(report, "interrupted").summary.find("1 photos"), std::string::npos);
}

TEST(Checks, unreadable_photos_are_counted_and_listed) {
  muster::Run run = ready_run();
  run.predictions.states[0] = PhotoState::kUnreadable;
  run.predictions.digests.resize(run.predictions.states.size());
  run.events = {{"unreadable-photos", "a.jpg", "truncated"}};
  const ModelReport report = judged(run);
  EXPECT_EQ(finding_of(report, "unreadable-photos").summary, "1 of 1000 photos could not be decoded");
  EXPECT_EQ(finding_of(report, "unreadable-photos").details, std::vector<std::string>{"a.jpg: truncated"});
}

TEST(Checks, photos_that_a_phone_did_not_answer_are_not_called_undecodable) {
  muster::Run run = ready_run();
  run.predictions.states[0] = PhotoState::kUnreadable;
  EXPECT_EQ(finding_of(judged(run), "unreadable-photos").summary, "1 of 1000 photos have no answer");
}

TEST(Checks, not_a_number_counts_photos) {
  muster::Run run = ready_run();
  run.predictions.states[0] = PhotoState::kNotANumber;
  EXPECT_NE(finding_of(judged(run), "not-a-number").summary.find("1 photo,"), std::string::npos);
}

TEST(Checks, too_few_photos_starts_below_thirty_a_class) {
  EXPECT_FALSE(has_finding(judged(classified_run(60, 60)), "too-few-photos"));
  EXPECT_TRUE(has_finding(judged(classified_run(58, 58)), "too-few-photos"));
}

TEST(Checks, one_class_is_told) {
  muster::Run run = ready_run();
  EXPECT_FALSE(has_finding(judged(run), "one-class"));
  run.dataset.classes.assign(1000, 1);
  EXPECT_NE(finding_of(judged(run), "one-class").summary.find("dog"), std::string::npos);
}

TEST(Checks, zero_division_names_the_classes) {
  muster::Run run = ready_run();
  for (BestClasses& best : run.predictions.best) best = {0, 1, kAbsent, kAbsent, kAbsent};
  EXPECT_EQ(finding_of(judged(run), "zero-division").details, std::vector<std::string>{"dog: never predicted"});
}

TEST(Checks, dataset_warnings_are_passed_on_and_made_printable) {
  muster::Run run = ready_run();
  run.dataset.warnings = {"a.jpg stands \x1b[31mtwice"};
  EXPECT_EQ(finding_of(judged(run), "dataset-warnings").summary, "a.jpg stands \\x1B[31mtwice");
}

TEST(Checks, score_kind_is_said_only_where_it_was_detected) {
  muster::Run run = ready_run();
  run.predictions.score_kind = "logit";
  EXPECT_FALSE(has_finding(judged(run), "score-kind"));
  run.predictions.score_kind_detected = true;
  EXPECT_EQ(finding_of(judged(run), "score-kind").outcome, Outcome::kInconclusive);
  EXPECT_NE(finding_of(judged(run), "score-kind").summary.find("a guess by their range"), std::string::npos);
}

TEST(Checks, score_kind_that_the_models_end_tells_is_no_guess) {
  muster::Run run = ready_run();
  run.model->output_activation = "softmax", run.model->output_operator = "SOFTMAX";
  run.predictions.score_kind = "probability", run.predictions.score_kind_detected = true;
  const ModelReport report = judged(run);
  EXPECT_EQ(finding_of(report, "score-kind").outcome, Outcome::kPass);
  EXPECT_EQ(finding_of(report, "score-kind").summary,
            "scores are taken to be probabilities: the model ends in SOFTMAX");
  for (const std::string& caveat : report.caveats) EXPECT_EQ(caveat.find("Scores"), std::string::npos) << caveat;
}

TEST(Checks, score_kind_of_a_plain_last_layer_is_told_first) {
  muster::Run run = ready_run();
  run.model->output_activation = "none", run.model->output_operator = "FULLY_CONNECTED";
  run.predictions.score_kind = "logit", run.predictions.score_kind_detected = true;
  const ModelReport report = judged(run);
  EXPECT_EQ(finding_of(report, "score-kind").outcome, Outcome::kInconclusive);
  const std::string first =
      "Scores are taken to be logits, a guess: the model ends in FULLY_CONNECTED, which is neither a softmax nor a "
      "sigmoid. If they are no scores of classes, no figure here holds; if they are, say so: --scores logit.";
  EXPECT_NE(std::ranges::find(report.caveats, first), report.caveats.end());
}

TEST(Checks, free_input_size_is_told_first_and_leaves_its_limits_open) {
  muster::Run run = ready_run();
  run.latency_runs.clear();
  run.predictions = {};
  run.dataset = {};
  run.model->inputs[0].shape = {1, -1, -1, 3};
  const ModelReport report = judged(run);
  EXPECT_EQ(report.verdict, Verdict::kUnproven);
  EXPECT_NE(finding_of(report, "free-input-size").summary.find("--input-size"), std::string::npos);
  EXPECT_FALSE(report.caveats.empty());
  EXPECT_EQ(finding_of(report, "latency_p90_ms").outcome, Outcome::kInconclusive);
  EXPECT_NE(finding_of(report, "latency_p90_ms").summary.find("not measured, because its input is 1×?×?×3"),
            std::string::npos);
  EXPECT_EQ(finding_of(report, "model_bytes").outcome, Outcome::kPass);
}

TEST(Checks, free_input_size_makes_a_log_prove_nothing) {
  muster::Run run = ready_run();
  run.model->inputs[0].shape = {1, -1, -1, 3};
  const ModelReport report = judged(run);
  EXPECT_EQ(finding_of(report, "latency_p90_ms").outcome, Outcome::kInconclusive);
  EXPECT_NE(finding_of(report, "latency_p90_ms").summary.find("at a size of the input that is not known"),
            std::string::npos);
}

}  // namespace
}  // namespace muster
