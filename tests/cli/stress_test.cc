// Photos as phones take them, from outside, with a fake runtime.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "support/fake_models.h"
#include "support/run_program.h"
#include "support/schema.h"

namespace muster {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

Ended muster_on(const FakeScene& scene, const std::string& command, const std::string& more) {
  return run_muster(
      fmt::format("{} {} --data {} --labels {} --preprocess stretch --no-latency {}", command, scene.model.string(),
                  scene.options.data.data.string(), scene.options.data.labels.string(), more),
      "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Stress, is_in_the_report_of_check_and_of_judge_alike) {
  FakeScene scene("");
  scene.add_photos(40);
  const std::string run = (scene.folder / "a.run").string();
  const Ended checked = muster_on(scene, "check", "--stress --stress-photos 24 --json - --run-out " + run);
  EXPECT_TRUE(keeps_to_schema("report.schema.json", checked.output));
  const json stress = json::parse(checked.output)["models"][0]["stress"];
  EXPECT_EQ(stress["photos"], 24);
  EXPECT_EQ(stress["drawn_from"], 40);
  EXPECT_EQ(stress["kinds"].size(), 11U);
  EXPECT_EQ(stress["kinds"][0]["accuracy"].size(), 5U);
  EXPECT_EQ(stress["clean"]["value"], 1.0);
  EXPECT_GT(stress["drop"]["value"], 0.1);
  const Ended judged = run_muster("judge " + run + " --json -");
  EXPECT_EQ(json::parse(judged.output)["models"][0]["stress"], stress);
  EXPECT_EQ(judged.exit_code, checked.exit_code);
}

TEST(Stress, is_told_in_text_and_markdown) {
  FakeScene scene("");
  scene.add_photos(40);
  const std::string comment = (scene.folder / "comment.md").string();
  const Ended checked = muster_on(scene, "check", "--stress --markdown " + comment + " 2>&1");
  EXPECT_THAT(checked.output, HasSubstr("Photos as phones take them"));
  EXPECT_THAT(checked.output, HasSubstr("motion blur"));
  EXPECT_THAT(checked.output, HasSubstr("40 photos, drawn from 40."));
  EXPECT_THAT(checked.output, HasSubstr("degraded-photos"));
  EXPECT_THAT(content_of(comment), HasSubstr("| low light |"));
}

TEST(Stress, decides_by_a_limit_of_the_budget) {
  FakeScene scene("");
  scene.add_photos(40);
  const auto budget = scene.folder.write_text("muster.toml", "schema = 1\n[limits.stress_drop]\nmax = 0.01\n").string();
  const Ended checked = muster_on(scene, "check", "--stress --budget " + budget + " 2>&1");
  EXPECT_EQ(checked.exit_code, 1) << checked.output;
  EXPECT_THAT(checked.output, HasSubstr("accuracy lost on degraded photos"));
  EXPECT_EQ(muster_on(scene, "check", "--budget " + budget + " 2>&1").exit_code, 3);
}

TEST(Stress, is_merged_from_shards) {
  std::vector<std::string> runs;
  FakeScene scene("");
  for (const int shard : {0, 1}) {
    std::string manifest = "path,label\n";
    for (int i = shard * 10; i < shard * 10 + 10; ++i) {
      const std::string name = "photo" + std::to_string(i) + ".bmp";
      scene.folder.write_text(name, FakeScene::grey_bmp(static_cast<unsigned char>(i % 4)) + std::to_string(i));
      manifest += name + "," + "abcd"[i % 4] + "\n";
    }
    scene.options.data.data = scene.folder.write_text(fmt::format("{}.csv", shard), manifest);
    runs.push_back((scene.folder / fmt::format("{}.run", shard)).string());
    const Ended observed = muster_on(scene, "observe", "--stress --output " + runs.back() + " 2>&1");
    EXPECT_THAT(observed.output, HasSubstr("10 photos drawn to be degraded"));
  }
  const std::string whole = (scene.folder / "whole.run").string();
  const Ended merged = run_muster(fmt::format("merge {} {} --output {} 2>&1", runs[0], runs[1], whole));
  EXPECT_EQ(merged.exit_code, 0) << merged.output;
  const Ended judged = run_muster("judge " + whole + " --json -");
  EXPECT_EQ(json::parse(judged.output)["models"][0]["stress"]["photos"], 20);
}

TEST(Stress, sheet_shows_one_photo_in_all_degradations) {
  FakeScene scene("");
  scene.add_photos(1);
  const std::string sheet = (scene.folder / "sheet.png").string();
  const Ended drawn = run_muster(fmt::format("predict {} {} --preprocess stretch --stress-sheet {} 2>&1",
                                             scene.model.string(), (scene.folder / "photo0.bmp").string(), sheet),
                                 "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_EQ(drawn.exit_code, 0) << drawn.output;
  EXPECT_THAT(drawn.output, HasSubstr("the photo and severities 1 to 5 of, from the top:\n  low light"));
  EXPECT_THAT(content_of(sheet), HasSubstr("PNG"));
  const Ended refused =
      run_muster(fmt::format("predict {} {} --preprocess stretch --stress-sheet {} 2>&1", scene.model.string(),
                             (scene.folder / "photo0.bmp").string(), (scene.folder / "sheet.jpg").string()),
                 "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.output, HasSubstr("it is a PNG; name it so"));
}

TEST(Stress, limits_of_kinds_that_are_none_are_told_with_those_there_are) {
  FakeScene scene("");
  scene.add_photos(4);
  const std::string budget =
      scene.folder.write_text("b.toml", "[limits.\"stress_drop/rain\"]\ngood = 0.1\nbad = 0.2\n").string();
  const Ended ended = muster_on(scene, "check", "--stress --budget " + budget + " 2>&1");
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.output, HasSubstr("'rain'; the kinds are low_light, motion_blur"));
}

TEST(Stress, kinds_are_listed_with_their_parameters) {
  EXPECT_THAT(run_muster("list degradations").output,
              HasSubstr("defocus          out of focus: radius of the disk 3 4 6"));
}

}  // namespace
}  // namespace muster
