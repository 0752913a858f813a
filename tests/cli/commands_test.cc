// The other commands from outside, with a fake runtime.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "support/fake_models.h"
#include "support/run_program.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string kFake = "MUSTER_WORKER=" MUSTER_FAKE_WORKER;

TEST(Muster, says_its_version) {
  const Ended ended = run_muster("--version");
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.output, StartsWith("muster 0."));
}

TEST(Muster, explains_every_command_with_an_example) {
  for (const char* command : {"check", "inspect", "bench", "predict", "doctor", "plan", "demo", "list"}) {
    const Ended ended = run_muster(std::string(command) + " --help");
    EXPECT_EQ(ended.exit_code, 0) << command;
    EXPECT_THAT(ended.output, HasSubstr("Example")) << command;
  }
}

TEST(Muster, without_a_command_says_what_it_takes) {
  EXPECT_EQ(run_muster("2>&1").exit_code, 2);
}

TEST(Bench, shows_the_time_without_a_verdict) {
  FakeScene scene("sleep=2");
  const Ended ended = run_muster("bench " + scene.model.string() + " --max-seconds 0.3 2>&1", kFake);
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("median"));
  EXPECT_THAT(ended.output, HasSubstr("1 thread, on noise"));
}

TEST(Predict, names_the_best_class_and_says_how_the_app_differs) {
  FakeScene scene("");
  const auto photo = scene.folder.write_text("p.bmp", FakeScene::grey_bmp(2));
  const auto ours = scene.folder / "ours.npy";
  const std::string command = "predict " + scene.model.string() + " " + photo.string() +
                              " --preprocess stretch --labels " + scene.options.data.labels.string();
  const Ended saved = run_muster(command + " --save-input " + ours.string() + " 2>&1", kFake);
  EXPECT_EQ(saved.exit_code, 0) << saved.output;
  EXPECT_THAT(saved.output, HasSubstr("0.78125  0.42132  output 2  c\n"));
  EXPECT_THAT(saved.output, HasSubstr("input: preset stretch: crop none (preset),"));
  for (const std::string_view line : split(saved.output, '\n')) EXPECT_LE(line.size(), 80U) << line;
  const Ended compared = run_muster(command + " --compare-input " + ours.string() + " 2>&1", kFake);
  EXPECT_THAT(compared.output, HasSubstr("equal: all 192 numbers are the same"));
}

TEST(Predict, refuses_a_photo_that_is_none) {
  FakeScene scene("");
  const auto photo = scene.folder.write_text("p.jpg", "no photo");
  const Ended ended = run_muster("predict " + scene.model.string() + " " + photo.string() + " 2>&1", kFake);
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
}

TEST(Predict, refuses_labels_that_do_not_fit) {
  FakeScene scene("");
  const auto photo = scene.folder.write_text("p.bmp", FakeScene::grey_bmp(2));
  const auto labels = scene.folder.write_text("two.txt", "a\nb\n");
  const std::string command = "predict " + scene.model.string() + " " + photo.string() + " --preprocess stretch";
  EXPECT_EQ(run_muster(command + " --labels " + labels.string() + " 2>&1", kFake).exit_code, 2);
  EXPECT_EQ(run_muster(command + " --labels /no/such/file 2>&1", kFake).exit_code, 2);
}

TEST(List, shows_checks_metrics_and_formats) {
  EXPECT_THAT(run_muster("list checks").output, HasSubstr("guessed-preprocessing"));
  EXPECT_THAT(run_muster("list metrics").output, HasSubstr("latency_p90_ms"));
  EXPECT_THAT(run_muster("list formats").output, HasSubstr("json"));
}

}  // namespace
}  // namespace muster
