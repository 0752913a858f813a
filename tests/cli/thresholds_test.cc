// Thresholds, calibration and early decisions from outside, with a fake runtime.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "support/fake_models.h"
#include "support/run_program.h"
#include "support/schema.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Ended muster_on(const FakeScene& scene, const std::string& more) {
  return run_muster(
      fmt::format("check {} --data {} --labels {} --preprocess stretch --no-latency {} 2>&1", scene.model.string(),
                  scene.options.data.data.string(), scene.options.data.labels.string(), more),
      "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
}

TEST(Thresholds, of_a_class_are_shown_by_check_and_by_judge_alike) {
  FakeScene scene("");
  scene.add_photos(400);
  const std::string run = (scene.folder / "a.run").string();
  const Ended checked = muster_on(scene, "--class b --min-precision 0.9 --calibration --run-out " + run);
  EXPECT_THAT(checked.output, HasSubstr("Threshold for b"));
  EXPECT_THAT(checked.output, HasSubstr("confirmed"));
  EXPECT_THAT(checked.output, HasSubstr("not measured: the scores are sigmoids"));
  const Ended judged = run_muster("judge " + run + " --class b --min-precision 0.9 --json - 2>&1");
  EXPECT_TRUE(keeps_to_schema("report.schema.json", judged.output));
  const auto json = nlohmann::json::parse(judged.output);
  const auto& threshold = json["models"][0]["thresholds"][0];
  EXPECT_EQ(threshold["class"], "b");
  EXPECT_EQ(threshold["positives"], 100);
  EXPECT_EQ(threshold["choice"]["status"], "confirmed");
  EXPECT_EQ(threshold["average_precision"]["value"], 1.0);
}

TEST(Thresholds, of_the_top_answer_are_had_from_answers_of_an_app) {
  const TempFolder folder;
  std::string rows = "path,label,predicted,score\n";
  for (int i = 0; i < 300; ++i) rows += fmt::format("{},{},a,0.{}\n", i, i % 10 == 0 ? "b" : "a", i % 10 == 0 ? 5 : 9);
  const std::string check = "check --predictions " + folder.write_text("p.csv", rows).string() + " --min-precision 0.9";
  EXPECT_THAT(run_muster(check + " --scores probability 2>&1").output, HasSubstr("threshold 0.9, confirmed"));
  EXPECT_THAT(run_muster(check + " 2>&1").output, HasSubstr("whose kind is known (--scores)"));
  const Ended ranked = run_muster(check + " --scores probability --rankings 2>&1");
  EXPECT_EQ(ranked.exit_code, 2) << "only whole outputs rank classes";
  EXPECT_THAT(ranked.output, HasSubstr("--rankings takes the model's whole outputs"));
}

TEST(Thresholds, of_a_class_that_there_is_not_take_no_figure_from_the_rest) {
  FakeScene scene("");
  scene.add_photos(8);
  const std::string run = (scene.folder / "a.run").string();
  muster_on(scene, "--run-out " + run);
  const Ended judged = run_muster("judge " + run + " --class bb --json - 2>/dev/null");
  EXPECT_EQ(judged.exit_code, 2);
  const auto model = nlohmann::json::parse(judged.output)["models"][0];
  EXPECT_EQ(model["metrics"]["top1_accuracy"]["value"], 1.0);
  EXPECT_TRUE(model["verdict"].is_null());
  const Ended both = run_muster("judge " + run + " --class bb --class b 2>&1");
  EXPECT_THAT(both.output, HasSubstr("not measured: there is no such class"));
  EXPECT_THAT(both.output, HasSubstr("not measured: the whole outputs were not read"));
  EXPECT_THAT(both.output, Not(HasSubstr("it takes the model's whole outputs")));
}

TEST(Rankings, of_every_class_are_those_of_single_classes) {
  FakeScene scene("");
  scene.add_photos(80);
  const std::string run = (scene.folder / "a.run").string();
  muster_on(scene, "--run-out " + run);
  const auto json = nlohmann::json::parse(run_muster("judge " + run + " --rankings --class b --json - 2>&1").output);
  const auto& model = json["models"][0];
  EXPECT_EQ(model["metrics"]["macro_average_precision"]["value"], 1.0);
  ASSERT_EQ(model["classes"].size(), 4U);
  EXPECT_EQ(model["classes"][1]["average_precision"], model["thresholds"][0]["average_precision"]["value"]);
  EXPECT_EQ(model["classes"][1]["roc_area"], model["thresholds"][0]["roc_area"]["value"]);
}

TEST(Thresholds, of_a_group_and_of_the_top_answer) {
  FakeScene scene("");
  scene.add_photos(400);
  EXPECT_THAT(muster_on(scene, "--group ab=0-1 --class ab --cost false_alarm=1,miss=20").output,
              HasSubstr("Threshold for ab"));
  EXPECT_THAT(muster_on(scene, "--max-undecided 0.2").output,
              HasSubstr("Threshold for the confidence of the top answer"));
}

TEST(Thresholds, stand_in_the_budget_too) {
  FakeScene scene("");
  scene.add_photos(400);
  const auto budget = scene.folder.write_text("b.toml",
                                              "schema = 1\ncalibration = true\n[threshold.c]\nmin_recall = 0.9\n"
                                              "[confidence]\ncost = {false_alarm = 1, miss = 2}\n"
                                              "[limits.\"average_precision/d\"]\nmin = 0.9\n");
  const Ended ended = muster_on(scene, "--budget " + budget.string());
  EXPECT_THAT(ended.output, HasSubstr("Threshold for c"));
  EXPECT_THAT(ended.output, HasSubstr("Threshold for the confidence"));
  EXPECT_THAT(ended.output, HasSubstr("average precision/d"));
}

TEST(Thresholds, refuse_what_makes_no_sense) {
  FakeScene scene("");
  scene.add_photos(8);
  for (const auto& [arguments, words] : std::vector<std::pair<std::string, std::string>>{
           {"--class b --min-precision 0.9 --min-recall 0.9", "give one"},
           {"--class b --cost miss=20", "--cost miss=20"},
           {"--class bb", "'bb' is no class of the model; did you mean 'b'?"},
           {"--min-precision 95", "--min-precision"},
           {"--class b --max-undecided 0.2", "leaves no photo undecided"},
           {"--decide --reference x.tflite", "--decide"},
           {"--seed 5", "--decide"},
           {"--no-accuracy --rankings", "--rankings takes the model's whole outputs"},
           {"--decide --history runs", "no part of a history"}}) {
    const Ended ended = muster_on(scene, arguments);
    EXPECT_EQ(ended.exit_code, 2) << arguments;
    EXPECT_THAT(ended.output, HasSubstr(words));
  }
  const auto budget = scene.folder.write_text("b.toml", "schema = 1\n[threshold.c]\nmin_recal = 0.9\n");
  EXPECT_THAT(muster_on(scene, "--budget " + budget.string()).output, HasSubstr("did you mean 'min_recall'?"));
  const auto undecided = scene.folder.write_text("u.toml", "schema = 1\n[threshold.c]\nmax_undecided = 0.9\n");
  const Ended of_a_class = muster_on(scene, "--budget " + undecided.string());
  EXPECT_EQ(of_a_class.exit_code, 2);
  EXPECT_THAT(of_a_class.output, HasSubstr("u.toml:2: "));
  EXPECT_THAT(of_a_class.output, HasSubstr("leaves no photo undecided"));
}

TEST(Decide, spares_photos_and_keeps_its_order_in_the_run) {
  FakeScene scene("");
  scene.add_photos(400);
  const std::string run = (scene.folder / "a.run").string();
  const Ended ended = muster_on(scene, "--decide --seed 5 --run-out " + run);
  EXPECT_THAT(ended.output, HasSubstr("were spared"));
  EXPECT_THAT(ended.output, HasSubstr("top-1 accuracy 100.0 %"));
  const Ended judged = run_muster("judge " + run + " --json - 2>&1");
  EXPECT_TRUE(keeps_to_schema("report.schema.json", judged.output));
  const auto json = nlohmann::json::parse(judged.output);
  const auto& model = json["models"][0];
  EXPECT_EQ(model["decision"]["seed"], 5);
  EXPECT_LT(model["decision"]["taken"], 60);
  EXPECT_EQ(model["metrics"]["top1_accuracy"]["count"], model["decision"]["taken"]);
  EXPECT_EQ(model["limits"][2]["outcome"], "pass");
  const Ended merged = run_muster(fmt::format("merge {} {} --output {}", run, run, run + "2") + " 2>&1");
  EXPECT_EQ(merged.exit_code, 2);
}

TEST(Decide, keeps_its_order_when_it_is_killed) {
  FakeScene scene("sleep=60");
  scene.add_photos(200);
  const std::string run = (scene.folder / "a.run").string();
  const std::string shell = fmt::format(
      "MUSTER_WORKER={} timeout -s KILL 3 {} check {} --data {} --labels {} --preprocess stretch --no-latency --jobs 1 "
      "--decide --seed 4 --budget {} --run-out {} > /dev/null 2>&1",
      MUSTER_FAKE_WORKER, MUSTER_PROGRAM, scene.model.string(), scene.options.data.data.string(),
      scene.options.data.labels.string(),
      scene.folder.write_text("b.toml", "schema = 1\n[limits.top1_accuracy]\nmin = 0.98\n").string(), run);
  EXPECT_NE(std::system(shell.c_str()), 0);
  const Ended judged = run_muster("judge " + run + " --json - 2>&1");
  EXPECT_THAT(judged.output, HasSubstr("before accuracy was decided"));
}

TEST(Decide, gives_the_same_photos_whatever_the_number_of_jobs) {
  FakeScene scene("");
  scene.add_photos(200);
  const auto taken = [&](const std::string& more) {
    const Ended ended = muster_on(scene, "--decide --seed 9 --json - " + more);
    return nlohmann::json::parse(ended.output)["models"][0]["decision"];
  };
  EXPECT_EQ(taken("--jobs 1"), taken("--jobs 3"));
}

}  // namespace
}  // namespace muster
