// A .tflite whose height and width are free, in the real runtime.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "support/colour_models.h"
#include "support/run_program.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::Not;

nlohmann::json read_json(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return nlohmann::json::parse(stream, nullptr, false);
}

nlohmann::json finding_of(const nlohmann::json& report, const std::string& check) {
  for (const auto& finding : report["findings"])
    if (finding["check"] == check) return finding;
  return nullptr;
}

/// Every way in which a file leaves height and width free.
std::vector<std::vector<std::int64_t>> free_shapes() {
  return {{-1, -1, -1, 3}, {1, -1, -1, 3}, {1, 1, 1, 3}};
}

TEST(InputSize, that_is_not_known_leaves_time_and_accuracy_open_and_says_what_to_type) {
  for (const auto& shape : free_shapes()) {
    const ColourScene scene(mean_colours(shape));
    const auto file = scene.folder / "report.json";
    const Ended ended =
        run_muster(scene.arguments("check") + "--accept host-latency --json " + file.string() + " 2>&1");
    EXPECT_EQ(ended.exit_code, 3) << ended.output;
    EXPECT_LT(ended.output.find("Not timed"), std::size_t{900}) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("--input-size"));
    const auto report = read_json(file), model = report["models"][0];
    EXPECT_TRUE(model["latency_runs"].empty());
    EXPECT_FALSE(model["metrics"].contains("latency_p90_ms"));
    EXPECT_FALSE(model["metrics"].contains("top1_accuracy"));
    EXPECT_EQ(model["metrics"]["model_bytes"]["value"], std::filesystem::file_size(scene.model));
    EXPECT_EQ(finding_of(report, "latency_p90_ms")["outcome"], "inconclusive");
    EXPECT_EQ(finding_of(report, "model_bytes")["outcome"], "pass");
    EXPECT_EQ(finding_of(report, "free-input-size")["outcome"], "inconclusive");
  }
}

TEST(InputSize, that_is_chosen_is_that_of_photos_and_times) {
  for (const auto& shape : free_shapes()) {
    const ColourScene scene(mean_colours(shape));
    const auto file = scene.folder / "report.json";
    const Ended ended = run_muster(scene.arguments("check") + "--input-size 32x48 --stress --stress-photos 3 " +
                                   "--max-seconds 0.3 --timing-runs 1 --json " + file.string() + " 2>&1");
    EXPECT_EQ(ended.exit_code, 3) << ended.output;
    const auto report = read_json(file), model = report["models"][0];
    EXPECT_EQ(model["metrics"]["top1_accuracy"]["value"], 1.0);
    EXPECT_EQ(model["metrics"]["top1_accuracy"]["count"], 30);
    ASSERT_EQ(model["latency_runs"].size(), 1U);
    EXPECT_FALSE(model["latency_runs"][0]["steady_ns"].empty());
    EXPECT_FALSE(model["latency_runs"][0]["on_noise"]);
    EXPECT_EQ(model["facts"]["inputs"][0]["shape"][1], 32);
    EXPECT_EQ(model["facts"]["inputs"][0]["shape"][2], 48);
    EXPECT_FALSE(model["stress"].is_null());
    EXPECT_TRUE(finding_of(report, "free-input-size").is_null());
  }
}

TEST(InputSize, of_the_other_commands_is_the_same) {
  const ColourScene scene(mean_colours({-1, -1, -1, 3}));
  const std::string model = scene.model.string(), photo = (scene.folder / "photos/green/1.bmp").string();
  const auto file = scene.folder / "bench.json";
  const std::string quick = " --max-seconds 0.3 --timing-runs 1 --json " + file.string() + " 2>&1";
  const Ended open = run_muster("bench " + model + quick);
  EXPECT_EQ(open.exit_code, 2) << open.output;
  EXPECT_THAT(open.output, HasSubstr("--input-size HEIGHTxWIDTH"));
  EXPECT_EQ(run_muster("bench " + model + " --input-size 24" + quick).exit_code, 0);
  EXPECT_EQ(read_json(file)["models"][0]["facts"]["inputs"][0]["shape"], nlohmann::json({-1, 24, 24, 3}));

  const std::string predict =
      "predict " + model + " " + photo + " --preprocess stretch --mean 0 --std 255 --labels " + scene.labels.string();
  EXPECT_EQ(run_muster(predict + " 2>&1").exit_code, 2);
  const Ended predicted = run_muster(predict + " --input-size 16 --save-input " + (scene.folder / "t.npy").string());
  EXPECT_EQ(predicted.exit_code, 0) << predicted.output;
  EXPECT_THAT(predicted.output.substr(0, predicted.output.find('\n')), HasSubstr("green"));
  EXPECT_GT(std::filesystem::file_size(scene.folder / "t.npy"), 16U * 16 * 3 * 4);

  EXPECT_EQ(run_muster(scene.arguments("doctor") + "2>&1").exit_code, 2);
  const Ended diagnosed = run_muster(scene.arguments("doctor") + "--input-size 16 2>&1");
  EXPECT_NE(diagnosed.exit_code, 2) << diagnosed.output;
  EXPECT_THAT(diagnosed.output, HasSubstr("100"));
}

TEST(InputSize, that_the_model_does_not_allow_is_refused_by_name) {
  const ColourScene scene(mean_colours({1, 16, 16, 3}));
  const Ended ended = run_muster(scene.arguments("check") + "--input-size 32 2>&1");
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("--input-size 32x32: the model's input"));
}

TEST(InputSize, of_another_free_dimension_is_not_timed_either) {
  const ColourScene scene(mean_colours({1, 16, 16, -1}));
  const Ended ended = run_muster("check " + scene.model.string() + " --no-accuracy --accept host-latency 2>&1");
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("export it with fixed shapes"));
}

TEST(ScoreKind, is_told_by_the_models_end_and_named_by_predict) {
  constexpr std::int32_t kLogistic = 14, kRelu = 19;
  const auto predict = [](const std::vector<std::int32_t>& end, const std::string& more) {
    const ColourScene scene(mean_colours({1, 16, 16, 3}, end));
    return run_muster("predict " + scene.model.string() + " " + (scene.folder / "photos/red/0.bmp").string() +
                      " --preprocess stretch " + more + " 2>&1");
  };
  EXPECT_THAT(predict({kLogistic}, "--mean 0 --std 255").output,
              HasSubstr("scores: sigmoids, each for itself, the model ends in LOGISTIC"));
  const Ended logits = predict({kRelu}, "--mean 0 --std 100");
  EXPECT_THAT(logits.output, HasSubstr("scores: logits, and their softmax next to them"));
  EXPECT_THAT(logits.output, HasSubstr("  0.75")) << "e^2.03 / (e^2.03 + 2 e^0.22)\n" << logits.output;
  const Ended wrong = predict({kRelu}, "--mean 0 --std 10 --scores probability");
  EXPECT_EQ(wrong.exit_code, 2) << wrong.output;
  EXPECT_THAT(wrong.output, HasSubstr("say --scores logit"));
}

TEST(ScoreKind, of_a_plain_last_layer_is_told_in_the_first_lines) {
  constexpr std::int32_t kSoftmax = 25, kRelu = 19;
  const auto check = [](std::int32_t last, const std::string& more) {
    const ColourScene scene(mean_colours({1, 16, 16, 3}, {last}));
    return run_muster("check " + scene.model.string() + " --data " + (scene.folder / "photos").string() + " --labels " +
                      scene.labels.string() + " --preprocess stretch --mean 0 --std 100 --no-latency " + more + " 2>&1")
        .output.substr(0, 400);
  };
  EXPECT_THAT(check(kRelu, ""), HasSubstr("Scores are taken to be logits, a guess: the model ends in RELU"));
  EXPECT_THAT(check(kRelu, "--scores logit"), Not(HasSubstr("Scores are taken")));
  EXPECT_THAT(check(kSoftmax, ""), Not(HasSubstr("Scores are taken")));
}

TEST(ScoreKind, that_is_stated_and_contradicted_ends_the_check) {
  const ColourScene scene(mean_colours({1, 16, 16, 3}));
  const Ended ended = run_muster("check " + scene.model.string() + " --data " + (scene.folder / "photos").string() +
                                 " --labels " + scene.labels.string() +
                                 " --preprocess stretch --mean 0 --std 10 --no-latency --scores probability 2>&1");
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("the scores are stated to be probabilities, but go from"));
  EXPECT_THAT(ended.output, Not(HasSubstr("READY")));
}

}  // namespace
}  // namespace muster
