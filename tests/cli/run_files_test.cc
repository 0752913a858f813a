// observe, judge, render and merge from outside, with a fake runtime.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>  // NOLINT: kill is POSIX

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "support/fake_models.h"
#include "support/run_program.h"

namespace muster {
namespace {

using testing::HasSubstr;

Ended muster(const std::string& arguments) {
  return run_muster(arguments + " 2>&1", "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
}

std::string observe_arguments(const FakeScene& scene, const std::filesystem::path& data, const std::string& run) {
  return fmt::format("observe {} --data {} --labels {} --preprocess stretch --no-latency --output {}",
                     scene.model.string(), data.string(), scene.options.data.labels.string(),
                     (scene.folder / run).string());
}

nlohmann::json judged(const FakeScene& scene, const std::string& run) {
  const Ended ended = muster(fmt::format("judge {} --json -", (scene.folder / run).string()));
  return nlohmann::json::parse(ended.output, nullptr, false);
}

TEST(RunFiles, are_judged_as_check_judges_again_and_again) {
  FakeScene scene("");
  scene.add_photos(80);
  const Ended observed = muster(observe_arguments(scene, scene.options.data.data, "a.run"));
  EXPECT_EQ(observed.exit_code, 0) << observed.output;
  EXPECT_THAT(observed.output, HasSubstr("80 photos answered, 0 timing runs"));
  const std::string run = (scene.folder / "a.run").string();
  std::filesystem::remove(scene.model);  // judging needs neither model nor photos
  EXPECT_EQ(muster("judge " + run).exit_code, 3);
  const auto budget = scene.folder.write_text(
      "b.toml", "schema = 1\n[limits.latency_p90_ms]\nlevel = \"off\"\n[limits.\"recall/a\"]\nmin = 0.5\n");
  const Ended ready = muster("judge " + run + " --budget " + budget.string());
  EXPECT_EQ(ready.exit_code, 0) << ready.output;
  EXPECT_EQ(judged(scene, "a.run")["models"][0]["metrics"]["top1_accuracy"]["value"], 1.0);
  EXPECT_EQ(muster("judge " + (scene.folder / "none.run").string()).exit_code, 2);
  const Ended checked = muster("check " + run + " --no-accuracy");
  EXPECT_EQ(checked.exit_code, 2);
  EXPECT_THAT(checked.output, HasSubstr("muster judge"));
}

TEST(RunFiles, are_drawn_in_any_format) {
  FakeScene scene("");
  scene.add_photos(8);
  muster(observe_arguments(scene, scene.options.data.data, "a.run"));
  const std::string run = (scene.folder / "a.run").string();
  const Ended text = muster("render " + run + " --format text");
  EXPECT_EQ(text.exit_code, 0) << text.output;
  EXPECT_THAT(text.output, HasSubstr("UNPROVEN"));
  const auto file = scene.folder / "report.json";
  EXPECT_EQ(muster("render " + run + " --format json --output " + file.string()).exit_code, 0);
  std::ifstream stream(file);
  EXPECT_EQ(nlohmann::json::parse(stream)["verdict"], "unproven");
  const Ended unknown = muster("render " + run + " --format jsn");
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.output, HasSubstr("json"));
  EXPECT_EQ(muster("render " + run + " --format json --output " + run).exit_code, 2) << "never over what is read";
}

TEST(RunFiles, of_shards_merge_to_the_figures_of_the_whole) {
  FakeScene scene("");
  scene.add_photos(40);
  const auto manifest = [&](int remainder) {
    std::string rows = "path,label\n";
    for (int i = 0; i < 40; ++i)
      if (remainder < 0 || i % 2 == remainder)
        rows += fmt::format("photo{}.bmp,{}\n", i, "abcd"[(i + (i % 7 == 0)) % 4]);
    return scene.folder.write_text(fmt::format("shard{}.csv", remainder), rows);
  };
  muster(observe_arguments(scene, manifest(-1), "all.run"));
  muster(observe_arguments(scene, manifest(0), "even.run"));
  muster(observe_arguments(scene, manifest(1), "odd.run"));
  const auto at = [&](const char* name) { return (scene.folder / name).string(); };
  const Ended merged = muster(fmt::format("merge {} {} --output {}", at("odd.run"), at("even.run"), at("merged.run")));
  EXPECT_EQ(merged.exit_code, 0) << merged.output;
  const auto whole = judged(scene, "all.run"), together = judged(scene, "merged.run");
  EXPECT_EQ(together["models"][0]["metrics"], whole["models"][0]["metrics"]);
  EXPECT_EQ(together["models"][0]["classes"], whole["models"][0]["classes"]);
  EXPECT_EQ(together["data"]["sha256"], whole["data"]["sha256"]);
  const Ended twice = muster(fmt::format("merge {} {} --output {}", at("all.run"), at("even.run"), at("x.run")));
  EXPECT_EQ(twice.exit_code, 2);
  EXPECT_THAT(twice.output, HasSubstr("overlap"));
  EXPECT_FALSE(std::filesystem::exists(scene.folder / "x.run"));
}

TEST(RunFiles, survive_a_kill) {
  FakeScene scene("sleep=40");
  scene.add_photos(200);
  const std::string command = observe_arguments(scene, scene.options.data.data, "a.run") + " --jobs 1";
  // The shell tells its own number and becomes muster.
  const std::string shell = fmt::format("MUSTER_WORKER={} sh -c 'echo $$ > {}; exec {} {}' > /dev/null 2>&1 &",
                                        MUSTER_FAKE_WORKER, (scene.folder / "pid").string(), MUSTER_PROGRAM, command);
  ASSERT_EQ(std::system(shell.c_str()), 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(3500));
  long pid = 0;
  std::ifstream(scene.folder / "pid") >> pid;
  ASSERT_GT(pid, 0);
  ::kill(static_cast<pid_t>(pid), SIGKILL);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const auto report = judged(scene, "a.run");
  ASSERT_TRUE(report.is_object());
  const auto& accuracy = report["models"][0]["metrics"]["top1_accuracy"];
  EXPECT_GT(accuracy["count"], 20);
  EXPECT_LT(accuracy["count"], 100);
  EXPECT_EQ(report["verdict"], "unproven");
  const Ended text = muster("judge " + (scene.folder / "a.run").string());
  EXPECT_THAT(text.output, HasSubstr("ended before it was done"));
}

TEST(RunFiles, are_read_by_python_as_the_page_says) {
  FakeScene scene("");
  scene.add_photos(40);
  scene.folder.write_text("photo7.bmp", "BM, but no picture");
  muster(observe_arguments(scene, scene.options.data.data, "a.run"));
  const std::string script = fmt::format("python3 {}/tests/record/read_with_python.py {} > {}", MUSTER_SOURCE_DIR,
                                         (scene.folder / "a.run").string(), (scene.folder / "python.json").string());
  ASSERT_EQ(std::system(script.c_str()), 0);
  std::ifstream stream(scene.folder / "python.json");
  const auto python = nlohmann::json::parse(stream);
  const auto report = judged(scene, "a.run");
  const auto& model = report["models"][0];
  EXPECT_EQ(python["top1_accuracy"], model["metrics"]["top1_accuracy"]["value"]);
  EXPECT_EQ(python["sha256"], model["sha256"]);
  EXPECT_EQ(python["states"]["scored"], 39);
  EXPECT_EQ(python["states"]["unreadable"], 1);
  EXPECT_EQ(python["highest_outputs_are_top1"], true);
}

TEST(RunFiles, are_replaced_only_once_something_new_was_measured) {
  FakeScene scene("");
  scene.add_photos(8);
  ASSERT_EQ(muster(observe_arguments(scene, scene.options.data.data, "a.run")).exit_code, 0);
  const auto unusable = scene.folder.write_text("unusable.csv", "path,label\nphoto0.bmp,none of them\n");
  const auto unreadable = scene.folder.write_text("unreadable.csv", "path,label\nnowhere.bmp,a\n");
  for (const auto& data : {scene.folder / "nowhere", unusable, unreadable}) {
    EXPECT_EQ(muster(observe_arguments(scene, data, "a.run")).exit_code, 2) << data;
    EXPECT_EQ(judged(scene, "a.run")["models"][0]["metrics"]["top1_accuracy"]["count"], 8) << data;
  }
  const FakeScene broken("crash=1");
  const Ended ended = muster(fmt::format(
      "check {} --data {} --labels {} --preprocess stretch --no-latency --run-out {}", broken.model.string(),
      scene.options.data.data.string(), scene.options.data.labels.string(), (scene.folder / "a.run").string()));
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_EQ(judged(scene, "a.run")["models"][0]["metrics"]["top1_accuracy"]["count"], 8);
}

}  // namespace
}  // namespace muster
