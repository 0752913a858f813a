// Label files, backgrounds, raw pixels and ties, from outside, with a fake runtime.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/fake_models.h"
#include "support/run_program.h"

namespace muster {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Ended run(const std::string& arguments) {
  return run_muster(arguments + " 2>&1", "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
}

/// What `check` of the scene says in JSON, with more arguments behind.
nlohmann::json check_json(const FakeScene& scene, const std::string& more) {
  const auto file = scene.folder / "report.json";
  run("check " + scene.model.string() + " --data " + scene.options.data.data.string() +
      " --preprocess stretch --no-latency --json " + file.string() + " " + more);
  std::ifstream stream(file);
  return nlohmann::json::parse(stream, nullptr, false);
}

/// The summary of a finding; "": there is none.
std::string summary_of(const nlohmann::json& report, const std::string& check) {
  for (const auto& finding : report["findings"])
    if (finding["check"] == check) return finding["summary"];
  return "";
}

TEST(Labels, of_a_class_to_idx_file_grade_as_the_names_that_they_are) {
  FakeScene scene("");
  scene.add_photos(40);
  const auto labels = scene.folder.write_text("class_to_idx.json", "{\n\"d\": 3,\n\"a\": 0,\n\"c\": 2,\n\"b\": 1\n}\n");
  const auto report = check_json(scene, "--labels " + labels.string());
  EXPECT_EQ(report["models"][0]["metrics"]["top1_accuracy"]["value"], 1.0);
  EXPECT_EQ(summary_of(report, "labels-read"),
            "the labels were read as a JSON map from name to index: 4 classes, from 'a' to 'd'");
  const Ended predicted = run("predict " + scene.model.string() + " " + (scene.folder / "photo3.bmp").string() +
                              " --preprocess stretch --labels " + labels.string());
  EXPECT_THAT(predicted.output, AllOf(HasSubstr("output 3  d"), HasSubstr("labels: read as a JSON map")));
}

TEST(Labels, that_cannot_be_read_are_refused_by_their_name) {
  FakeScene scene("");
  scene.add_photos(4);
  const auto labels = scene.folder.write_text("map.pbtxt", "item {\n  id: 1\n  name: 'a'\n}\n");
  const Ended ended = run("check " + scene.model.string() + " --data " + scene.options.data.data.string() +
                          " --no-latency --labels " + labels.string());
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("pbtxt"));
}

TEST(Labels, that_contradict_class_index_are_an_error) {
  FakeScene scene("");
  scene.add_photos(4);
  const auto manifest = scene.folder.write_text(
      "both.csv", "path,label,class_index\nphoto0.bmp,a,0\nphoto1.bmp,b,1\nphoto2.bmp,d,2\nphoto3.bmp,c,3\n");
  const Ended ended = run("check " + scene.model.string() + " --data " + manifest.string() + " --no-latency --labels " +
                          scene.options.data.labels.string());
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output,
              AllOf(HasSubstr("both.csv:4: label 'd' contradicts class_index 2"), HasSubstr("2 of 4 rows contradict")));
}

TEST(Labels, without_a_background_refuse_one_that_is_stated) {
  FakeScene scene("");
  scene.add_photos(4);
  const Ended ended = run("check " + scene.model.string() + " --data " + scene.options.data.data.string() +
                          " --no-latency --background first --labels " + scene.options.data.labels.string());
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("name all outputs, and the first of them is 'a'"));
}

TEST(Labels, with_a_background_in_the_middle_do_not_count_it) {
  FakeScene scene("");
  scene.add_photos(40);
  const auto labels = scene.folder.write_text("labels.txt", "a\nbackground\nc\nd\n");
  std::string manifest = "path,label\n";
  for (int i = 0; i < 40; ++i)
    manifest += "photo" + std::to_string(i) + ".bmp," + (i % 4 == 1 ? "-" : std::string(1, "abcd"[i % 4])) + "\n";
  scene.options.data.data = scene.folder.write_text("photos.csv", manifest);
  const auto report = check_json(scene, "--labels " + labels.string());
  EXPECT_EQ(report["models"][0]["metrics"]["top1_accuracy"]["value"], 1.0);
  EXPECT_EQ(report["models"][0]["metrics"]["top1_accuracy"]["count"], 30);
}

TEST(RawPixels, are_typed_as_they_are_printed) {
  FakeScene scene("");
  scene.add_photos(4);
  const std::string predict = "predict " + scene.model.string() + " " + (scene.folder / "photo3.bmp").string() +
                              " --labels " + scene.options.data.labels.string() + " --preprocess stretch";
  const Ended silent = run(predict);
  EXPECT_THAT(silent.output, AllOf(HasSubstr("mean raw (quantized input)"), HasSubstr("output 3  d")));
  const Ended typed = run(predict + " --mean raw");
  EXPECT_EQ(typed.exit_code, 0) << typed.output;
  EXPECT_THAT(typed.output, AllOf(HasSubstr("mean raw (option)"), HasSubstr("output 3  d"), Not(HasSubstr("clipped"))));
  const Ended numbers = run(predict + " --mean 0 --std 1");
  EXPECT_THAT(numbers.output, HasSubstr("warning: 100.0 % of the input's numbers do not fit its type and are clipped"));
  EXPECT_EQ(run(predict + " --mean round").exit_code, 2);
  EXPECT_EQ(run(predict + " --mean raw --std 1").exit_code, 2);
}

TEST(RawPixels, replaced_by_numbers_that_saturate_are_a_warning) {
  FakeScene scene("");
  scene.add_photos(40);
  const std::string labels = "--labels " + scene.options.data.labels.string();
  const auto report = check_json(scene, labels + " --mean 0 --std 1");
  EXPECT_EQ(summary_of(report, "saturated-input"),
            "the stated mean and std clip more than 1 % of the input's numbers in 20 of 40 photos, and 100.0 % of them "
            "in the worst");
  const auto raw = check_json(scene, labels + " --mean raw");
  EXPECT_EQ(summary_of(raw, "saturated-input"), "");
  EXPECT_EQ(raw["models"][0]["preprocessing"]["mean"], "raw");
  EXPECT_THAT(raw["models"][0]["preprocessing"]["options"].get<std::string>(), HasSubstr("--mean raw"));
}

TEST(Ties, at_the_lowest_score_are_no_top_5_hits) {
  TfliteRecipe recipe;
  recipe.outputs[0].shape = {1, 7};
  recipe.nodes = {{9, "", {{"weights", ElementType::kUInt8, {7, 192}, {}, 0.01F, false}}, {1, 7}, false}};
  FakeScene scene("", recipe);
  scene.add_photos(40);
  const auto labels = scene.folder.write_text("labels.txt", "a\nb\nc\nd\ne\nf\ng\n");
  std::string manifest = "path,label\n";  // every label is one off: among the five best by its number only
  for (int i = 0; i < 40; ++i) manifest += "photo" + std::to_string(i) + ".bmp," + "bcda"[i % 4] + "\n";
  scene.options.data.data = scene.folder.write_text("photos.csv", manifest);
  const auto run_file = scene.folder / "a.run";
  const auto report = check_json(scene, "--labels " + labels.string());
  EXPECT_EQ(report["models"][0]["metrics"]["top5_accuracy"]["value"], 0.0);
  run("observe " + scene.model.string() + " --data " + scene.options.data.data.string() +
      " --preprocess stretch --no-latency --labels " + labels.string() + " --output " + run_file.string());
  const auto judged_file = scene.folder / "judged.json";
  run("judge " + run_file.string() + " --json " + judged_file.string());
  std::ifstream stream(judged_file);
  const auto judged = nlohmann::json::parse(stream, nullptr, false);
  EXPECT_EQ(judged["models"][0]["metrics"]["top5_accuracy"]["value"], 0.0) << "the Run file keeps it";
}

}  // namespace
}  // namespace muster
