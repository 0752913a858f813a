// `muster check` from outside, with a fake runtime.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/text.h"
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
  for (int i = 0; i < 200; ++i) csv += fmt::format("p{0}.jpg,{1},{1},{2}\n", i, i % 2 == 0 ? "cat" : "dog", 20 + i % 5);
  const auto predictions = folder.write_text("phone.csv", csv);
  const std::vector<std::byte> bytes = build_tflite();
  const auto model = folder.write_text("m.tflite", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  const std::string command = "check " + model.string() + " --predictions " + predictions.string();
  const std::string on_phone = command + " --measured-on 'Pixel 8; Android 15; LiteRT 2.3; cpu; 2026-05-12'";
  const Ended phone = run_muster(on_phone + " --same-model");
  EXPECT_EQ(phone.exit_code, 0) << phone.output;
  const Ended unproved = run_muster(on_phone + " 2>&1");
  EXPECT_EQ(unproved.exit_code, 2) << unproved.output;
  EXPECT_THAT(unproved.output, HasSubstr("which model was measured there?"));
  const Ended other = run_muster(on_phone + " --model-sha256 " + std::string(64, '0') + " 2>&1");
  EXPECT_EQ(other.exit_code, 2) << other.output;
  EXPECT_THAT(other.output, HasSubstr("is another model than the one measured"));
  EXPECT_THAT(phone.output, HasSubstr("device"));
  const Ended nowhere = run_muster(command);
  EXPECT_EQ(nowhere.exit_code, 3) << "without --measured-on the times count as a host's\n" << nowhere.output;
}

TEST(Check, does_not_call_a_model_ready_that_always_answers_the_same) {
  FakeScene scene("");
  std::string manifest = "path,label\n";
  for (int i = 0; i < 300; ++i) {
    const std::string name = "photo" + std::to_string(i) + ".bmp";
    scene.folder.write_text(name, FakeScene::grey_bmp(0) + std::to_string(i));  // which is answered "a"
    manifest += name + (i % 20 == 0 ? ",b\n" : ",a\n");
  }
  const auto data = scene.folder.write_text("photos.csv", manifest);
  const Ended ended = run_muster("check " + scene.model.string() + " --data " + data.string() + " --labels " +
                                     scene.options.data.labels.string() + " --preprocess stretch --no-latency",
                                 "export MUSTER_WORKER=" MUSTER_FAKE_WORKER ";");
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  std::string first;
  for (const std::string_view line : split(ended.output, '\n'))
    if (std::ranges::count(first, '\n') < 10) first += std::string(line) + '\n';
  EXPECT_THAT(first, HasSubstr("constant answer: 300 of 300 photos got the same answer, 'a'"));
  EXPECT_THAT(first, HasSubstr("always answering a: 95.0"));
  EXPECT_THAT(ended.output, HasSubstr("commonest class share"));
}

/// The exit code and words of a check by a budget of one limit on time, and a log of benchmark_model with those lines.
Ended check_log(const std::string& limit, const std::string& lines) {
  const TempFolder folder;
  const std::vector<std::byte> bytes = build_tflite();
  const auto model = folder.write_text("m.tflite", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  const auto budget = folder.write_text(
      "muster.toml", "[limits.latency_p90_ms]\n" + limit + "[limits.top1_accuracy]\nlevel = \"off\"\n");
  const auto log = folder.write_text(
      "log.txt", "STARTING!\n" + lines +
                     "count=50 first=101 curr=100 min=90 max=140 avg=100.5 std=5 p5=91 median=100 p95=120\n"
                     "Inference timings in us: Init: 5, First inference: 2, Warmup (avg): 3, Inference (avg): 100.5\n");
  return run_muster("check " + model.string() + " --no-accuracy --budget " + budget.string() + " --latency-log " +
                    log.string() + " --measured-on 'Pixel 8; Android 15; LiteRT; gpu; 2026-05-12' --same-model 2>&1");
}

TEST(Check, proves_no_limit_that_names_the_gpu_by_a_delegate_that_ran_a_part) {
  const std::string limit = "good = 1\nbad = 2\naccelerator = \"gpu\"\n";
  const std::string applied = "Explicitly applied GPU delegate, and the model graph will be ";
  const Ended whole = check_log(limit, applied + "completely executed by the delegate.\n");
  EXPECT_EQ(whole.exit_code, 0) << whole.output;
  const Ended part = check_log(limit, applied + "partially executed by the delegate w/ 3 delegate kernels.\n");
  EXPECT_EQ(part.exit_code, 3) << part.output;
  EXPECT_THAT(part.output, HasSubstr("gpu ran only a part of the model"));
  EXPECT_THAT(part.output, HasSubstr("gpu+cpu"));
}

TEST(Check, fails_no_limit_by_times_with_a_profiler_on) {
  const std::string limit = "good = 0.02\nbad = 0.05\n", gpu = "INFO: Created TensorFlow Lite delegate for GPU.\n";
  EXPECT_EQ(check_log(limit, gpu).exit_code, 1);
  const Ended profiled = check_log(limit, "Enable op profiling: [1]\n" + gpu);
  EXPECT_EQ(profiled.exit_code, 3) << profiled.output;
  EXPECT_THAT(profiled.output, HasSubstr("profiled-times"));
  EXPECT_EQ(check_log("good = 1\nbad = 2\n", "Enable op profiling: [1]\n" + gpu).exit_code, 0)
      << "it is no slower without";
}

TEST(Check, stops_at_an_interrupt_and_keeps_what_is_done) {
  FakeScene scene("sleep=30");
  scene.add_photos(400);
  const auto json_file = scene.folder / "report.json";
  const Ended ended =
      run_muster("check " + scene.model.string() + " --data " + scene.options.data.data.string() + " --labels " +
                     scene.options.data.labels.string() + " --preprocess stretch --json " + json_file.string() +
                     " 2>&1 " + interrupted_after("1.5"),
                 "export MUSTER_WORKER=" MUSTER_FAKE_WORKER ";");
  EXPECT_EQ(ended.exit_code, 130) << ended.output;
  EXPECT_GT(read_json(json_file)["models"][0]["metrics"]["top1_accuracy"]["count"], 0);
}

TEST(Check, stopped_while_it_times_has_130_too_and_no_error) {
  FakeScene scene("sleep=300");
  for (const std::string& command :
       {"bench " + scene.model.string(), "check " + scene.model.string() + " --no-accuracy"})
    for (const char* seconds : {"0.1", "1.2"}) {
      const Ended ended =
          run_muster(command + " 2>&1 " + interrupted_after(seconds), "export MUSTER_WORKER=" MUSTER_FAKE_WORKER ";");
      EXPECT_EQ(ended.exit_code, 130) << command << ended.output;
      EXPECT_THAT(ended.output, HasSubstr("stopped by the user"));
      EXPECT_THAT(ended.output, Not(HasSubstr("error")));
    }
}

TEST(Check, refuses_answers_that_are_not_of_this_model) {
  const TempFolder folder;
  const auto model_of = [&](const TfliteRecipe& recipe) {
    const std::vector<std::byte> bytes = build_tflite(recipe);
    return folder.write_text("m.tflite", {reinterpret_cast<const char*>(bytes.data()), bytes.size()}).string();
  };
  const std::string answers = folder.write_text("a.csv", "path,label,predicted\n1,cat,cat\n2,zebra,cat\n").string();
  const std::string matrix = folder.write_text("m.csv", "actual,1,2,3,4,5\n1,1,0,0,0,0\n").string();
  const Ended names = run_muster("check " + model_of(labelled_classifier()) + " --predictions " + answers + " 2>&1");
  EXPECT_EQ(names.exit_code, 2) << names.output;
  EXPECT_THAT(names.output, HasSubstr("'zebra' is none of the 4 classes"));
  EXPECT_EQ(run_muster("check " + model_of({}) + " --confusion " + matrix).exit_code, 2);
  const std::string other_matrix = folder.write_text("o.csv", "actual,lion,ant\nlion,9,0\nant,0,9\n").string();
  const std::string labelled = model_of(labelled_classifier());
  EXPECT_EQ(run_muster("check " + labelled + " --confusion " + other_matrix).exit_code, 2);
  folder.write_text("labels.txt", "w\nx\ny\nz\n");
  folder.write_text("m.muster.toml", "labels = \"labels.txt\"\n");
  const Ended beside = run_muster("check " + model_of({}) + " --predictions " + answers + " 2>&1");
  EXPECT_THAT(beside.output, HasSubstr("is none of the 4 classes")) << "the labels that stand beside the model";
  std::filesystem::remove(folder / "m.muster.toml");
  TfliteRecipe segmenter;
  segmenter.outputs[0].shape = {1, 8, 8, 21};
  const Ended other = run_muster("check " + model_of(segmenter) + " --predictions " + answers + " 2>&1");
  EXPECT_EQ(other.exit_code, 2) << other.output;
  EXPECT_THAT(other.output, HasSubstr("accuracy of this kind of model is"));
}

TEST(Check, takes_times_from_one_source_only) {
  FakeScene scene("");
  scene.add_photos(8);
  const auto log = scene.folder.write_text(
      "log.txt",
      "Graph: [model.tflite]\ncount=100 first=11 curr=10 min=9 max=12 avg=10.5 std=1 p5=9 median=10 p95=11\n"
      "Inference timings in us: Init: 100, First inference: 11, Warmup (avg): 10, Inference (avg): 10.5\n");
  const auto json_file = scene.folder / "report.json";
  const Ended ended = check_scene(scene, "--latency-log " + log.string() + " --json " + json_file.string());
  const auto runs = read_json(json_file)["models"][0]["latency_runs"];
  ASSERT_EQ(runs.size(), 1U) << ended.output;
  EXPECT_EQ(runs[0]["origin"], "host");
}

TEST(Check, refuses_a_budget_that_names_what_is_not_there) {
  FakeScene scene("");
  scene.folder.write_text("photos.csv", "path,label,light\n1.bmp,a,day\n2.bmp,b,night\n");
  for (int i = 1; i < 3; ++i)
    scene.folder.write_text(std::to_string(i) + ".bmp", FakeScene::grey_bmp(static_cast<unsigned char>(i - 1)));
  scene.options.data.data = scene.folder / "photos.csv";
  const auto ended_with = [&](const std::string& limit) {
    const auto budget = scene.folder.write_text("b.toml", "schema = 1\n[limits.\"" + limit + "\"]\nmin = 0.5\n");
    return check_scene(scene, "--no-latency --budget " + budget.string());
  };
  EXPECT_THAT(ended_with("recall/aa").output, HasSubstr("there is no class 'aa'; did you mean 'a'?"));
  EXPECT_EQ(ended_with("recall/aa").exit_code, 2);
  EXPECT_THAT(ended_with("top1_accuracy@light=nigth").output, HasSubstr("did you mean 'night'?"));
  EXPECT_THAT(ended_with("top1_accuracy@ligt=day").output, HasSubstr("did you mean 'light'?"));
  EXPECT_EQ(ended_with("top1_accuracy@light=day").exit_code, 3) << "the column is read without --by";
}

TEST(Check, refuses_a_limit_by_a_column_that_a_matrix_cannot_have) {
  FakeScene scene("");
  const auto matrix = scene.folder.write_text("m.csv", "actual,a,b\na,1,0\nb,0,1\n").string();
  const auto budget =
      scene.folder.write_text("b.toml", "schema = 1\n[limits.\"top1_accuracy@light=day\"]\nmin = 0.5\n").string();
  const Ended ended = run_muster("check --confusion " + matrix + " --budget " + budget + " 2>&1");
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("it has no column 'light'"));
}

TEST(Check, fits_80_columns_and_has_no_colour_in_a_pipe) {
  FakeScene scene("");
  scene.add_photos(20);
  const Ended ended = check_scene(scene, "--no-latency");
  EXPECT_THAT(ended.output, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace muster
