// Answers to degraded photos in a Run file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "muster/verbs.h"
#include "record/database.h"
#include "record/run_writer.h"
#include "support/message_of.h"
#include "support/stressed_run.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using ::testing::HasSubstr;

/// Four photos, of which the second and the first were degraded in two kinds.
muster::Run degraded_run() {
  muster::Run run = testing::classified_run(4, 4);
  run.stress = StressAnswers{9, 3, {"glare", "tilt"}, {1, 0}, {}, {}};
  run.stress->states.assign(20, PhotoState::kScored);
  run.stress->top1.assign(20, 1);
  run.stress->states[3] = PhotoState::kFailed, run.stress->top1[3] = kAbsent;
  run.stress->states[19] = PhotoState::kPending, run.stress->top1[19] = kAbsent;
  run.stress->top1[7] = kBackground;
  return run;
}

std::filesystem::path write(const TempFolder& folder, const muster::Run& run) {
  const auto path = folder / "a.run";
  auto writer = RunWriter::create(path);
  EXPECT_TRUE(writer->put_photos(run).has_value());
  EXPECT_TRUE(writer->put_documents(run).has_value());
  return path;
}

void execute(const std::filesystem::path& path, const std::string& statement) {
  auto database = Database::create(path);
  const auto done = database->execute(statement);
  EXPECT_TRUE(done.has_value()) << message_of(done);
}

TEST(StressAnswers, are_kept) {
  const TempFolder folder;
  const muster::Run run = degraded_run();
  const auto read = load_run(write(folder, run));
  ASSERT_TRUE(read.has_value()) << message_of(read);
  EXPECT_EQ(read->stress->states, run.stress->states);
  EXPECT_EQ(read->stress->top1, run.stress->top1);
  EXPECT_EQ(read->stress->photos, run.stress->photos);
  EXPECT_EQ(read->stress->kinds, run.stress->kinds);
  EXPECT_EQ(read->stress->drawn_from, 3U);
  EXPECT_EQ(read->stress->seed, 9U);
}

TEST(StressAnswers, are_not_missed_in_a_file_of_before_there_were_any) {
  const TempFolder folder;
  const auto path = write(folder, degraded_run());
  execute(path, "DROP TABLE stress; DELETE FROM facts WHERE name = 'stress'");
  const auto read = load_run(path);
  ASSERT_TRUE(read.has_value()) << message_of(read);
  EXPECT_FALSE(read->stress.has_value());
  EXPECT_EQ(read->dataset.size(), 4U);
}

struct Damage {
  const char* statement;
  const char* message;
};

void PrintTo(const Damage& damage, std::ostream* stream) {
  *stream << damage.message;
}

class DamagedStressAnswers : public ::testing::TestWithParam<Damage> {};

TEST_P(DamagedStressAnswers, are_refused_with_what_is_wrong) {
  const TempFolder folder;
  const auto path = write(folder, degraded_run());
  execute(path, GetParam().statement);
  const auto read = load_run(path);
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error().message, HasSubstr(GetParam().message));
  EXPECT_THAT(read.error().message, HasSubstr("a.run"));
}

INSTANTIATE_TEST_SUITE_P(
    each, DamagedStressAnswers,
    ::testing::Values(
        Damage{"UPDATE stress SET photo = 2 WHERE photo = 1", "an answer to no degraded photo"},
        Damage{"UPDATE stress SET severity = 6 WHERE severity = 2", "an answer to no degraded photo"},
        Damage{"UPDATE stress SET kind = 'rain' WHERE kind = 'tilt'", "an answer to no degraded photo"},
        Damage{"UPDATE stress SET state = 'glad' WHERE severity = 1", "an answer to no degraded photo"},
        Damage{"UPDATE stress SET state = 'set_aside' WHERE severity = 1", "an answer to no degraded photo"},
        Damage{"UPDATE stress SET top1 = 2 WHERE severity = 1", "answered with a class that there is not"},
        Damage{"UPDATE stress SET top1 = NULL WHERE severity = 1", "answered with a class that there is not"},
        Damage{"DROP TABLE stress", "stress"},
        Damage{"UPDATE facts SET json = replace(json, '[1,0]', '[1,1]') WHERE name = 'stress'",
               "a degraded photo that there is not, or one twice"},
        Damage{"UPDATE facts SET json = replace(json, '[1,0]', '[4,0]') WHERE name = 'stress'",
               "a degraded photo that there is not, or one twice"},
        Damage{"UPDATE facts SET json = replace(json, 'tilt', 'glare') WHERE name = 'stress'", "or one twice"},
        Damage{"UPDATE facts SET json = replace(json, '[\"glare\",\"tilt\"]', '[]') WHERE name = 'stress'",
               "no kinds of degradation"}));

TEST(StressAnswers, scribbled_over_are_an_error_or_read_but_never_worse) {
  const TempFolder folder;
  const auto path = write(folder, degraded_run());
  const auto file = read_file(path, 1U << 24U);
  ASSERT_TRUE(file.has_value());
  const std::string whole(reinterpret_cast<const char*>(file->data()), file->size());
  for (std::size_t at = 0; at < whole.size(); at += 997) {
    std::string scribbled = whole;
    for (std::size_t i = at; i < std::min(at + 24, whole.size()); ++i) scribbled[i] = static_cast<char>(i * 37);
    if (const auto read = load_run(folder.write_text("scribbled.run", scribbled))) judge(*read, default_budget());
  }
}

}  // namespace
}  // namespace muster
