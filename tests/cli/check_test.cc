// `muster check` from outside, with a fake runtime.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "support/fake_models.h"
#include "support/run_program.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::Not;

/// `muster check` of a scene, with more arguments behind.
Ended check_scene(const FakeScene& scene, const std::string& more) {
  return run_muster("check " + scene.model.string() + " --data " + scene.options.data.data.string() + " --labels " +
                        scene.options.data.labels.string() + " --preprocess stretch " + more + " 2>&1",
                    "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
}

nlohmann::json read_json(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return nlohmann::json::parse(stream, nullptr, false);
}

TEST(Check, without_a_phone_is_unproven) {
  FakeScene scene("");
  scene.add_photos(200);
  const auto json_file = scene.folder / "report.json";
  const Ended ended = check_scene(scene, "--max-seconds 0.3 --json " + json_file.string());
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("UNPROVEN"));
  const auto json = read_json(json_file);
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["verdict"], "unproven");
  EXPECT_EQ(json["models"][0]["metrics"]["top1_accuracy"]["value"], 1.0);
  EXPECT_EQ(json["models"][0]["metrics"]["latency_p90_ms"]["origin"], "host");
  EXPECT_EQ(json["data"]["images"], 200);
}

TEST(Check, with_accepted_host_timing_is_ready_and_says_so) {
  FakeScene scene("");
  scene.add_photos(200);
  const Ended ended = check_scene(scene, "--max-seconds 0.3 --accept host-latency='no phone yet'");
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("READY"));
  EXPECT_THAT(ended.output, HasSubstr("no phone yet"));
}

TEST(Check, of_an_inaccurate_model_is_not_ready) {
  FakeScene scene("");
  scene.add_photos(100);
  std::string manifest = "path,label\n";  // every label is one off
  for (int i = 0; i < 100; ++i) manifest += fmt::format("photo{}.bmp,{}\n", i, "bcda"[i % 4]);
  scene.folder.write_text("photos.csv", manifest);
  const Ended ended = check_scene(scene, "--no-latency");
  EXPECT_EQ(ended.exit_code, 1) << ended.output;
}

TEST(Check, takes_limits_from_a_budget) {
  FakeScene scene("");
  scene.add_photos(100);
  const auto budget = scene.folder.write_text("muster.toml", "schema = 1\n[limits.model_bytes]\nmax = 100\n");
  const Ended ended = check_scene(scene, "--no-latency --budget " + budget.string());
  EXPECT_EQ(ended.exit_code, 1) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("model size"));
}

TEST(Check, of_a_model_without_output_has_no_verdict_but_says_why) {
  FakeScene scene("fail=1");
  scene.add_photos(4);
  const auto json_file = scene.folder / "report.json";
  const Ended ended = check_scene(scene, "--json " + json_file.string());
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("the fake runtime refuses"));
  const auto json = read_json(json_file);
  EXPECT_TRUE(json["verdict"].is_null());
  EXPECT_FALSE(json["error"].is_null());
  EXPECT_GT(json["models"][0]["metrics"]["model_bytes"]["value"], 0) << "what was measured before is kept";
}

TEST(Check, judges_several_models_and_exits_by_the_worst) {
  FakeScene scene("");
  scene.add_photos(100);
  const auto missing = scene.folder / "missing.tflite";
  const Ended ended = check_scene(scene, missing.string() + " --no-latency");
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("missing.tflite"));
  EXPECT_THAT(ended.output, HasSubstr("100.0 %"));
}

TEST(Check, reads_the_textbook_matrix) {
  const TempFolder folder;
  const auto matrix = folder.write_text("matrix.csv", "actual,Cat,Dog,Bird\nCat,45,3,2\nDog,4,40,6\nBird,1,5,44\n");
  const Ended ended = run_muster("check --confusion " + matrix.string());
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("86.0 % [79.5, 90.7] of"));
}

TEST(Check, takes_evidence_from_a_phone) {
  const TempFolder folder;
  std::string csv = "path,label,predicted,latency_ms\n";
  for (int i = 0; i < 200; ++i) csv += fmt::format("p{}.jpg,cat,cat,{}\n", i, 20 + i % 5);
  const auto predictions = folder.write_text("phone.csv", csv);
  const std::vector<std::byte> bytes = build_tflite();
  const auto model = folder.write_text("m.tflite", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  const std::string command = "check " + model.string() + " --predictions " + predictions.string();
  const Ended phone = run_muster(command + " --measured-on 'Pixel 8; Android 15; LiteRT 2.3; cpu; 2026-05-12'");
  EXPECT_EQ(phone.exit_code, 0) << phone.output;
  EXPECT_THAT(phone.output, HasSubstr("device"));
  const Ended nowhere = run_muster(command);
  EXPECT_EQ(nowhere.exit_code, 3) << "without --measured-on the times count as a host's\n" << nowhere.output;
}

TEST(Check, stops_at_an_interrupt_and_keeps_what_is_done) {
  FakeScene scene("sleep=30");
  scene.add_photos(400);
  const auto json_file = scene.folder / "report.json";
  const Ended ended =
      run_muster("check " + scene.model.string() + " --data " + scene.options.data.data.string() + " --labels " +
                     scene.options.data.labels.string() + " --preprocess stretch --json " + json_file.string() +
                     " 2>&1 & pid=$!; sleep 1.5; kill -INT $pid; wait $pid",
                 "export MUSTER_WORKER=" MUSTER_FAKE_WORKER ";");
  EXPECT_EQ(ended.exit_code, 130) << ended.output;
  EXPECT_GT(read_json(json_file)["models"][0]["metrics"]["top1_accuracy"]["count"], 0);
}

TEST(Check, fits_80_columns_and_has_no_colour_in_a_pipe) {
  FakeScene scene("");
  scene.add_photos(20);
  const Ended ended = check_scene(scene, "--no-latency");
  EXPECT_THAT(ended.output, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace muster
