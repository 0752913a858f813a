// check --history and --baseline, and muster history, from outside, with a fake runtime.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "muster/verbs.h"
#include "support/fake_models.h"
#include "support/run_program.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string check_arguments(const FakeScene& scene, const std::string& more) {
  return fmt::format("check {} --data {} --labels {} --preprocess stretch --max-seconds 0.5 --history {} {}",
                     scene.model.string(), scene.options.data.data.string(), scene.options.data.labels.string(),
                     (scene.folder / "runs").string(), more);
}

Ended check(const FakeScene& scene, const std::string& more) {
  return run_muster(check_arguments(scene, more) + " 2>&1", "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
}

TEST(History, keeps_every_run_and_holds_the_next_against_it) {
  FakeScene scene("sleep=2");
  scene.add_photos(200);
  EXPECT_THAT(check(scene, "--baseline last").output, HasSubstr("no-baseline"));
  // The same name, other bytes: a model that answers a tenth of the photos wrongly, and takes longer.
  std::string manifest;
  {
    std::ifstream stream(scene.options.data.data);
    manifest.assign(std::istreambuf_iterator<char>(stream), {});
  }
  const FakeScene slower("sleep=9");
  std::filesystem::copy(slower.model, scene.model, std::filesystem::copy_options::overwrite_existing);
  const auto file = scene.folder / "report.json";
  const Ended second = check(scene, "--baseline last --json " + file.string());
  EXPECT_EQ(second.exit_code, 3) << second.output;
  EXPECT_THAT(second.output, HasSubstr("no change of accuracy is shown"));
  EXPECT_THAT(second.output, HasSubstr("inference became slower"));
  EXPECT_THAT(second.output, HasSubstr("graded 2 models in 2 runs"));
  std::ifstream stream(file);
  const auto json = nlohmann::json::parse(stream);
  EXPECT_EQ(json["models"][0]["gradings"]["models"], 2);
  EXPECT_EQ(json["models"][0]["latency_runs"].size(), 5U) << "five processes where times are compared";
  const auto runs = list_history(scene.folder / "runs");
  ASSERT_TRUE(runs.has_value());
  EXPECT_EQ(runs->size(), 2U);
  const Ended table = run_muster("history " + (scene.folder / "runs").string() + " 2>&1");
  EXPECT_EQ(table.exit_code, 0) << table.output;
  EXPECT_THAT(table.output, HasSubstr("graded 2 models in 2 runs"));
}

TEST(History, keeps_the_order_of_runs_within_one_second) {
  FakeScene scene("");
  scene.add_photos(4);
  for (int i = 0; i < 6; ++i) check(scene, "--no-latency");
  const auto runs = list_history(scene.folder / "runs");
  ASSERT_EQ(runs->size(), 6U);
  std::vector<std::filesystem::file_time_type> written;
  std::vector<std::string> observed;
  for (const auto& run : *runs) {
    written.push_back(std::filesystem::last_write_time(run));
    observed.push_back(load_run(run)->observed_at);
  }
  EXPECT_TRUE(std::ranges::is_sorted(written));
  EXPECT_TRUE(std::ranges::adjacent_find(observed, std::greater_equal()) == observed.end())
      << ::testing::PrintToString(observed);
}

TEST(History, has_no_whole_outputs_and_says_so) {
  FakeScene scene("");
  scene.add_photos(40);
  check(scene, "--no-latency");
  const auto runs = list_history(scene.folder / "runs");
  ASSERT_EQ(runs->size(), 1U);
  const Ended judged = run_muster("judge " + runs->front().string() + " --class b --json - 2>&1");
  EXPECT_EQ(judged.exit_code, 2);
  EXPECT_THAT(judged.output, HasSubstr("has no whole outputs"));
}

TEST(History, knows_photos_by_their_files_wherever_they_lie) {
  FakeScene scene("");
  scene.add_photos(40);
  check(scene, "--no-latency");
  std::string manifest = "path,label\n";
  for (int i = 0; i < 40; ++i)
    manifest += fmt::format("{},{}\n", (scene.folder / fmt::format("photo{}.bmp", i)).string(), "abcd"[i % 4]);
  scene.options.data.data = scene.folder.write_text("absolute.csv", manifest);
  EXPECT_THAT(check(scene, "--no-latency --baseline last").output, HasSubstr("on the same 40 photos"));
}

TEST(History, of_concurrent_writers_loses_nothing) {
  FakeScene scene("");
  scene.add_photos(8);
  const std::string one = fmt::format("MUSTER_WORKER={} {} {} > /dev/null 2>&1", MUSTER_FAKE_WORKER, MUSTER_PROGRAM,
                                      check_arguments(scene, "--no-latency"));
  std::string all;
  for (int i = 0; i < 8; ++i) all += "( " + one + " ) & ";
  ASSERT_EQ(std::system((all + "wait").c_str()), 0);
  const auto runs = list_history(scene.folder / "runs");
  ASSERT_TRUE(runs.has_value());
  EXPECT_EQ(runs->size(), 8U);
  for (const auto& run : *runs) EXPECT_TRUE(load_run(run).has_value());
}

TEST(History, is_no_reason_to_fail_where_one_of_its_files_is_damaged) {
  FakeScene scene("");
  scene.add_photos(8);
  scene.folder.write_text("runs/20200101T000000Z-x-00.run", "no Run");
  EXPECT_EQ(check(scene, "--no-latency --baseline last").exit_code, 3);
  const Ended table = run_muster("history " + (scene.folder / "runs").string() + " 2>&1");
  EXPECT_THAT(table.output, HasSubstr("is no Run file"));
}

TEST(Baseline, best_is_the_most_accurate_of_the_same_photos) {
  FakeScene scene("");
  scene.add_photos(40);
  const auto good = scene.options.data.data;
  check(scene, "--no-latency");
  const auto runs = list_history(scene.folder / "runs");
  ASSERT_EQ(runs->size(), 1U);
  std::string manifest = "path,label\n";  // other labels are other data
  for (int i = 0; i < 40; ++i) manifest += fmt::format("photo{}.bmp,{}\n", i, "bcda"[i % 4]);
  scene.options.data.data = scene.folder.write_text("other.csv", manifest);
  EXPECT_THAT(check(scene, "--no-latency --baseline best").output, HasSubstr("no-baseline"));
  scene.options.data.data = good;
  const auto file = scene.folder / "report.json";
  check(scene, "--no-latency --baseline best --json " + file.string());
  std::ifstream stream(file);
  EXPECT_EQ(nlohmann::json::parse(stream)["models"][0]["baseline"]["source"], runs->front().string());
}

TEST(Baseline, may_be_a_run_file) {
  FakeScene scene("");
  scene.add_photos(40);
  const std::string run = (scene.folder / "old.run").string();
  check(scene, "--no-latency --run-out " + run);
  const Ended held = check(scene, "--no-latency --baseline " + run);
  EXPECT_THAT(held.output, HasSubstr("on the same 40 photos"));
  const Ended judged = run_muster("judge " + run + " --baseline " + run + " 2>&1");
  EXPECT_THAT(judged.output, HasSubstr("on the same 40 photos"));
  EXPECT_EQ(check(scene, "--no-latency --baseline none.run").exit_code, 2);
}

TEST(Baseline, last_and_best_are_of_a_history) {
  const Ended ended = run_muster("check a.tflite --data x --baseline last 2>&1");
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.output, HasSubstr("give --history too"));
}

}  // namespace
}  // namespace muster
