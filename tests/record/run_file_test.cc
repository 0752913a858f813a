#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "muster/render.h"
#include "muster/verbs.h"
#include "record/class_scores.h"
#include "record/read_run.h"
#include "record/run_writer.h"
#include "support/full_run.h"
#include "support/message_of.h"
#include "support/run_builder.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using testing::classified_run;
using testing::full_run;
using ::testing::HasSubstr;

std::filesystem::path write(const TempFolder& folder, const Run& run) {
  const auto path = folder / "a.run";
  auto writer = RunWriter::create(path);
  EXPECT_TRUE(writer.has_value()) << message_of(writer);
  EXPECT_TRUE(writer->put_photos(run).has_value());
  EXPECT_TRUE(writer->put_documents(run).has_value());
  return path;
}

/// The whole report, but for the time it was made at.
std::string report_of(Run run) {
  Report report;
  report.models.push_back(judge(std::move(run), default_budget()));
  return *render(report, "json");
}

TEST(RunFile, keeps_everything_that_a_report_shows) {
  const TempFolder folder;
  const muster::Run run = full_run();
  const auto read = load_run(write(folder, run));
  ASSERT_TRUE(read.has_value()) << message_of(read);
  EXPECT_EQ(report_of(*read), report_of(run));
  EXPECT_EQ(render_predictions_csv(*read), render_predictions_csv(run));
  EXPECT_EQ(describe(*read->preprocessing), describe(*run.preprocessing));
  EXPECT_EQ(read->preprocessing->mean, run.preprocessing->mean);
  EXPECT_EQ(read->predictions.scores, run.predictions.scores);
  EXPECT_EQ(read->predictions.digests, run.predictions.digests);
  EXPECT_EQ(read->predictions.softmax, run.predictions.softmax);
  EXPECT_EQ(read->predictions.output->quantization->zero_points, (std::vector<std::int64_t>{3}));
  EXPECT_EQ(read->dataset.group.values, run.dataset.group.values);
  EXPECT_EQ(read->dataset.group.indices, run.dataset.group.indices);
  EXPECT_EQ(read->dataset.slices[0].indices, run.dataset.slices[0].indices);
  EXPECT_EQ(read->latency_runs[1].summary->max, Nanoseconds(9));
  EXPECT_EQ(read->latency_runs[1].summary->at(90), Nanoseconds(5));
  EXPECT_EQ(read->latency_runs[1].summary->early_stopping_p90, Nanoseconds(6));
  ASSERT_EQ(read->latency_runs[1].states.size(), 1U);
  EXPECT_EQ(read->latency_runs[1].states[0].temperature_celsius, 31.5);
  EXPECT_EQ(read->latency_runs[1].states[0].charging, Charging::kDischarging);
  EXPECT_EQ(read->latency_runs[1].tool, "benchmark_model");
  EXPECT_EQ(read->latency_runs[1].source, "phone.txt");
  EXPECT_EQ(read->latency_runs[1].model_proof, ModelProof::kUser);
  EXPECT_EQ(read->latency_runs[1].requests, 2);
  EXPECT_EQ(read->latency_runs[1].memory_meaning, "growth since the start");
  EXPECT_EQ(read->command, run.command);
  EXPECT_EQ(read->predictions.model_proof, ModelProof::kDigest);
  EXPECT_EQ(read->duty_per_second, 10);
  ASSERT_EQ(read->energy_runs.size(), 1U);
  EXPECT_EQ(read->energy_runs[0].meter, "charge counter");
  EXPECT_EQ(read->energy_runs[0].device.name, "Pixel 8");
  ASSERT_EQ(read->energy_runs[0].spans.size(), 2U);
  EXPECT_EQ(read->energy_runs[0].spans[1].joules, 30.5);
  EXPECT_EQ(read->energy_runs[0].spans[1].inferences, 600U);
  EXPECT_EQ(read->latency_runs[0].end, RunEnd::kCrashed);
  EXPECT_EQ(read->reference->flips.wrong_to_wrong, 1U);
  EXPECT_EQ(read->reference->flips.unlabelled, 2U);
  EXPECT_EQ(read->reference->flips.unlabelled_changed, 1U);
  ASSERT_EQ(read->reference->answers.size(), 2U);
  EXPECT_EQ(read->reference->answers[0].answer, kBackground);
  EXPECT_EQ(read->reference->answers[1].changed, 3U);
  EXPECT_EQ(read->shards[0].latency_runs.size(), 1U);
  ASSERT_EQ(read->hint->changes.size(), 1U);
  EXPECT_EQ(read->hint->changes[0].change.options, "--colour bgr");
  EXPECT_EQ(read->hint->changes[0].gain.high, 0.5);
  EXPECT_EQ(read->battery_mwh, run.battery_mwh);
}

TEST(RunFile, of_before_other_photos_were_looked_at_is_read) {
  const TempFolder folder;
  muster::Run run = full_run();
  const auto path = write(folder, run);
  auto database = Database::create(path);
  ASSERT_TRUE(database->execute("DELETE FROM facts WHERE name IN ('leaks', 'other_photos')").has_value());
  const auto read = load_run(path);
  ASSERT_TRUE(read.has_value()) << message_of(read);
  run.leaks.reset(), run.other_photos.clear();
  EXPECT_EQ(report_of(*read), report_of(run));
}

TEST(RunFile, of_0_1_0_does_not_say_what_the_reference_answered) {
  const TempFolder folder;
  muster::Run run = full_run();
  const auto path = write(folder, run);
  auto database = Database::create(path);
  ASSERT_TRUE(database
                  ->execute("UPDATE facts SET json = json_remove(json, '$.answers', '$.flips.unlabelled', "
                            "'$.flips.unlabelled_changed') WHERE name = 'reference'")
                  .has_value());
  const auto read = load_run(path);
  ASSERT_TRUE(read.has_value()) << message_of(read);
  EXPECT_EQ(read->reference->flips.photos, run.reference->flips.photos);
  EXPECT_TRUE(read->reference->answers.empty());
  EXPECT_EQ(read->reference->flips.unlabelled, 0U);
}

TEST(RunFile, keeps_ties_clipped_inputs_the_background_and_how_labels_were_read) {
  const TempFolder folder;
  muster::Run run = full_run();
  run.predictions.above_lowest.assign(run.dataset.size(), 5);
  run.predictions.above_lowest[0] = 1;
  run.clipped_inputs = {2, 0.5, "a.jpg"};
  run.dataset.background = 1;
  run.dataset.label_form = "a JSON list";
  run.model->label_lines = {"0 cat"};
  const auto path = write(folder, run);
  const auto read = load_run(path);
  ASSERT_TRUE(read.has_value()) << message_of(read);
  EXPECT_EQ(read->predictions.above_lowest, run.predictions.above_lowest);
  EXPECT_EQ(read->clipped_inputs.photos, 2U);
  EXPECT_EQ(read->clipped_inputs.worst_photo, "a.jpg");
  EXPECT_EQ(read->dataset.background, 1);
  EXPECT_EQ(read->dataset.label_form, "a JSON list");
  EXPECT_EQ(read->model->label_lines, run.model->label_lines);
}

TEST(RunFile, of_before_ties_were_counted_is_read) {
  const TempFolder folder;
  const auto path = write(folder, full_run());
  auto database = Database::create(path);
  const auto older = database->execute(
      "DROP TABLE ties;"
      "UPDATE facts SET json = json_set(json_remove(json, '$.background', '$.label_form', '$.clipped_inputs'), "
      "'$.background_first', json('true')) WHERE name = 'data';"
      "UPDATE facts SET json = json_remove(json, '$.label_lines', '$.label_form') WHERE name = 'model'");
  ASSERT_TRUE(older.has_value()) << message_of(older);
  const auto read = load_run(path);
  ASSERT_TRUE(read.has_value()) << message_of(read);
  EXPECT_TRUE(read->predictions.above_lowest.empty());
  EXPECT_EQ(read->dataset.background, 0);
  EXPECT_EQ(read->dataset.label_form, "");
}

TEST(RunFile, with_an_impossible_tie_is_refused) {
  const TempFolder folder;
  const auto path = write(folder, full_run());
  auto database = Database::create(path);
  ASSERT_TRUE(database->execute("INSERT INTO ties VALUES(0, 9)").has_value());
  EXPECT_THAT(message_of(load_run(path)), HasSubstr("a tie of no photo"));
}

TEST(RunFile, keeps_photos_that_are_set_aside_with_their_answers) {
  const TempFolder folder;
  muster::Run run = classified_run(3, 4);
  run.predictions.states[0] = PhotoState::kSetAside, run.predictions.states[3] = PhotoState::kSetAside;
  run.leaks.emplace();
  const auto read = load_run(write(folder, run));
  ASSERT_TRUE(read.has_value()) << message_of(read);
  EXPECT_EQ(report_of(*read), report_of(run));
  EXPECT_EQ(render_predictions_csv(*read), render_predictions_csv(run));
}

TEST(RunFile, of_a_matrix_keeps_it) {
  const TempFolder folder;
  muster::Run run;
  run.given_confusion = GivenConfusion{{"cat", "dog"}, {{9, 1}, {2, 8}}};
  const auto read = load_run(write(folder, run));
  ASSERT_TRUE(read.has_value()) << message_of(read);
  EXPECT_EQ(report_of(*read), report_of(run));
}

TEST(RunFile, replaces_an_older_run_and_nothing_else) {
  const TempFolder folder;
  write(folder, full_run());
  write(folder, classified_run(1, 1));
  EXPECT_EQ(load_run(folder / "a.run")->dataset.size(), 1U);
  const auto notes = folder.write_text("notes.txt", "mine");
  const auto refused = RunWriter::create(notes);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
  std::ifstream file(notes);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "mine");
}

TEST(RunFile, that_is_none_is_refused_by_name) {
  const TempFolder folder;
  EXPECT_EQ(load_run(folder / "none.run").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(load_run(folder.path()).error().code, ErrorCode::kInvalidArgument);
  const auto text = folder.write_text("text.run", "no database");
  EXPECT_THAT(load_run(text).error().message, HasSubstr("text.run: is no Run file of muster"));
  auto other = Database::create(folder / "other.run");
  ASSERT_TRUE(other->execute("CREATE TABLE t(a)").has_value());
  EXPECT_THAT(load_run(folder / "other.run").error().message, HasSubstr("is no Run file"));
}

struct Damage {
  const char* statement;
  const char* message;
};

void PrintTo(const Damage& damage, std::ostream* stream) {
  *stream << damage.message;
}

class DamagedRunFile : public ::testing::TestWithParam<Damage> {};

TEST_P(DamagedRunFile, is_refused_with_what_is_wrong) {
  const TempFolder folder;
  const auto path = write(folder, full_run());
  {
    auto database = Database::create(path);
    const auto done = database->execute(GetParam().statement);
    ASSERT_TRUE(done.has_value()) << message_of(done);
  }
  const auto read = load_run(path);
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error().message, HasSubstr(GetParam().message));
  EXPECT_THAT(read.error().message, HasSubstr("a.run"));
}

INSTANTIATE_TEST_SUITE_P(
    each, DamagedRunFile,
    ::testing::Values(
        Damage{"PRAGMA user_version = 9", "format 9"}, Damage{"CREATE TABLE more(a)", "a table that no Run has"},
        Damage{"CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n",
               "a table that no Run has"},
        Damage{"DROP TABLE slices", "a table is missing"},
        Damage{"UPDATE classes SET class = 7 WHERE class = 1", "not numbered from 0"},
        Damage{"DELETE FROM facts WHERE name = 'course'", "'course' is missing"},
        Damage{"UPDATE facts SET json = '{' WHERE name = 'data'", "document 'data'"},
        Damage{"UPDATE facts SET json = replace(json, '\"device\"', '\"moon\"') WHERE name = 'answers'",
               "document 'answers'"},
        Damage{"UPDATE facts SET json = replace(json, '[0,1]', '[0,99]') WHERE name = 'data'", "class group 'pet'"},
        Damage{"UPDATE facts SET json = replace(json, '[0,1]', '[0,0]') WHERE name = 'data'",
               "class 0 is in two groups"},
        Damage{"UPDATE facts SET json = replace(json, '[0,1]', '[]') WHERE name = 'data'", "'pet' is empty"},
        Damage{"UPDATE facts SET json = replace(json, '20500000', '-1') WHERE name = 'timing'", "impossible time"},
        Damage{"UPDATE facts SET json = replace(json, '\"right_to_wrong\":1', '\"right_to_wrong\":99') "
               "WHERE name = 'reference'",
               "more flips than photos"},
        Damage{"UPDATE facts SET json = replace(json, '\"changed\":3', '\"changed\":6') WHERE name = 'reference'",
               "more flips than photos"},
        Damage{"UPDATE facts SET json = replace(json, '0.75', '7.5') WHERE name = 'leaks'", "leaks that cannot be"},
        Damage{"UPDATE facts SET json = replace(json, '\"cropped\"', '\"painted\"') WHERE name = 'leaks'",
               "none of the words"},
        Damage{"UPDATE facts SET json = replace(json, '\"actual\":1', '\"actual\":2') WHERE name = 'other_photos'",
               "field photos that cannot be"},
        Damage{"UPDATE facts SET json = replace(json, '\"photos\":4', '\"photos\":99999999999999') "
               "WHERE name = 'other_photos'",
               "field photos that cannot be"},
        Damage{"UPDATE photos SET class = 2 WHERE photo = 1", "photo 1 has a class"},
        Damage{"UPDATE photos SET class = 'cat' WHERE photo = 1", "photo 1 has a class"},
        Damage{"UPDATE photos SET photo = -1 WHERE photo = 1", "without number or path"},
        Damage{"DELETE FROM slices WHERE photo = 2 AND name = 'light'", "'light' has no value for photo 2"},
        Damage{"UPDATE answers SET state = 'glad' WHERE photo = 0", "photo 0 is in no known state"},
        Damage{"UPDATE answers SET top1 = NULL WHERE photo = 0", "photo 0 is scored without a class"},
        Damage{"UPDATE answers SET top2 = 2 WHERE photo = 0", "a class that there is not"},
        Damage{"UPDATE answers SET top1 = -2 WHERE photo = 0", "a class that there is not"},
        Damage{"UPDATE answers SET sha256 = x'00' WHERE photo = 0", "SHA-256"},
        Damage{"UPDATE facts SET json = replace(json, '[3,0,1]', '[3,0,0]') WHERE name = 'decision'",
               "or by one twice"},
        Damage{"UPDATE facts SET json = replace(json, '[3,0,1]', '[3,0,4]') WHERE name = 'decision'", "not answered"},
        Damage{"UPDATE answers SET softmax = -1e30 WHERE photo = 0", "a softmax that is no probability"},
        Damage{"UPDATE facts SET json = replace(json, '\"logit\"', '\"banana\"') WHERE name = 'answers'",
               "unknown kind"},
        Damage{"UPDATE answers SET photo = 9 WHERE photo = 3", "an answer to no photo"}));

TEST(RunFile, cut_or_scribbled_over_is_an_error_or_read_but_never_worse) {
  const TempFolder folder;
  const auto path = write(folder, full_run());
  std::ifstream file(path, std::ios::binary);
  const std::string whole(std::istreambuf_iterator<char>(file), {});
  for (std::size_t at = 0; at < whole.size(); at += 509) {
    std::string scribbled = whole;
    for (std::size_t i = at; i < std::min(at + 24, whole.size()); ++i) scribbled[i] = static_cast<char>(i * 37);
    if (const auto read = load_run(folder.write_text("scribbled.run", scribbled))) report_of(*read);
    if (const auto read = load_run(folder.write_text("cut.run", whole.substr(0, at)))) report_of(*read);
  }
}

TEST(ClassScores, without_an_output_for_every_answer_are_refused) {
  const TempFolder folder;
  const auto path = write(folder, full_run());
  EXPECT_THAT(load_run(path, ScoreRequest{{"dog"}}).error().message, HasSubstr("an answer without its output"));
  {
    auto database = Database::create(path);
    ASSERT_TRUE(database
                    ->execute("DELETE FROM facts WHERE name = 'decision';"
                              "INSERT INTO facts VALUES('decision', 'null'); DELETE FROM answers;"
                              "INSERT INTO outputs VALUES(0, x'0405')")
                    .has_value());
  }
  for (const bool rankings : {false, true})
    EXPECT_THAT(load_run(path, ScoreRequest{{"dog"}, rankings, true}).error().message,
                HasSubstr("an output without an answer"));
}

TEST(ClassScores, come_from_whole_outputs) {
  const TempFolder folder;
  muster::Run run = full_run();
  run.predictions.states[1] = PhotoState::kScored;
  run.predictions.score_kind = "probability";
  const auto path = folder / "a.run";
  {
    auto writer = RunWriter::create(path);
    ASSERT_TRUE(writer->put_photos(run).has_value());
    const std::array<std::byte, 2> first{std::byte{4}, std::byte{5}}, second{std::byte{3}, std::byte{9}};
    ASSERT_TRUE(writer->put_answer(run, 0, first).has_value());
    ASSERT_TRUE(writer->put_answer(run, 1, second).has_value());
    ASSERT_TRUE(writer->put_documents(run).has_value());
  }
  const auto read = load_run(path, ScoreRequest{{"dog", "pet"}});
  ASSERT_TRUE(read.has_value()) << message_of(read);
  ASSERT_EQ(read->class_scores.size(), 2U);
  EXPECT_EQ(read->class_scores[0].name, "dog");
  EXPECT_EQ(read->class_scores[0].values[0], 1.0F);
  EXPECT_EQ(read->class_scores[0].values[1], 3.0F);
  EXPECT_EQ(read->class_scores[1].values[0], 1.5F);
  EXPECT_TRUE(std::isnan(read->class_scores[0].values[2]));
  EXPECT_THAT(load_run(path, ScoreRequest{{"dgo"}}).error().message, HasSubstr("did you mean 'dog'"));
  auto database = Database::create(path);
  ASSERT_TRUE(database->execute("UPDATE outputs SET tensor = x'01' WHERE photo = 1").has_value());
  EXPECT_THAT(load_run(path, ScoreRequest{{"dog"}}).error().message, HasSubstr("the output of photo 1"));
}

TEST(ClassScores, of_a_name_that_two_classes_have_are_refused) {
  const TempFolder folder;
  muster::Run run = full_run();
  run.dataset.class_names[1] = run.dataset.class_names[0];
  const auto read = load_run(write(folder, run), ScoreRequest{{run.dataset.class_names[0]}});
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error().message, HasSubstr("2 classes are named"));
}

TEST(OutputSample, gives_quantized_zeros_what_the_others_leave_of_one) {
  const TempFolder folder;
  muster::Run run = full_run();
  run.predictions.score_kind = "probability";
  run.predictions.states[1] = PhotoState::kUnreadable;
  run.predictions.output = TensorSpec{"out", ElementType::kUInt8, {1, 4}, Quantization{{1.0F / 256}, {0}, 0}};
  const auto path = folder / "a.run";
  {
    auto writer = RunWriter::create(path);
    ASSERT_TRUE(writer->put_photos(run).has_value());
    const std::array<std::byte, 4> output{std::byte{253}, std::byte{2}, std::byte{0}, std::byte{0}};
    ASSERT_TRUE(writer->put_answer(run, 0, output).has_value());
    ASSERT_TRUE(writer->put_documents(run).has_value());
  }
  const auto read = load_run(path, ScoreRequest{{}, false, true});
  ASSERT_TRUE(read.has_value()) << message_of(read);
  ASSERT_EQ(read->output_sample.logits.size(), 4U);
  EXPECT_FLOAT_EQ(read->output_sample.logits[0], std::log(253.0F / 256));
  EXPECT_FLOAT_EQ(read->output_sample.logits[2], std::log(0.5F / 256));
  EXPECT_EQ(read->output_sample.logits[2], read->output_sample.logits[3]);
}

float class_score(const std::vector<float>& scores, const std::vector<std::uint32_t>& outputs, std::string_view kind) {
  return score_of(class_probabilities(scores, kind), outputs, kind);
}

TEST(ClassScore, is_a_probability_whatever_the_outputs_are) {
  const std::vector<float> logits{1, 2, 3}, sigmoids{0.5F, 0.25F, 0.75F};
  const std::vector<std::uint32_t> last{2}, first_two{0, 1};
  EXPECT_FLOAT_EQ(class_score(logits, last, "logit"), 0.66524096F);
  EXPECT_FLOAT_EQ(class_score(logits, first_two, "logit"), 1 - 0.66524096F);
  EXPECT_FLOAT_EQ(class_score(sigmoids, first_two, "sigmoid"), 0.5F);
  EXPECT_FLOAT_EQ(class_score(sigmoids, first_two, "probability"), 0.75F);
  const std::vector<float> single{0};
  const std::vector<std::uint32_t> yes{0}, no{1};
  EXPECT_FLOAT_EQ(class_score(single, yes, "logit"), 0.5F);
  EXPECT_FLOAT_EQ(class_score(single, no, "sigmoid"), 1);
}

}  // namespace
}  // namespace muster
