// `muster compare` from outside, with a fake runtime.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/text_page.h"
#include "support/fake_models.h"
#include "support/run_program.h"
#include "support/schema.h"

namespace muster {
namespace {

using testing::HasSubstr;

class CompareCommand : public ::testing::Test {
 protected:
  CompareCommand() : scene("") {
    scene.add_photos(600);
    float_output.outputs = {{"scores", ElementType::kFloat32, {1, 4}, std::nullopt}};
  }

  std::string model(const std::string& name, const std::string& behaviour, TfliteRecipe recipe = {}) const {
    recipe.description = "fake " + behaviour;
    const std::vector<std::byte> bytes = build_tflite(recipe);
    return scene.folder.write_text(name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}).string();
  }

  Ended compare(const std::string& models, const std::string& more = "--no-latency") const {
    return run_muster("compare " + models + " --data " + scene.options.data.data.string() + " --labels " +
                          scene.options.data.labels.string() + " --preprocess stretch 2>&1 " + more,
                      "export MUSTER_WORKER=" MUSTER_FAKE_WORKER ";");
  }

  FakeScene scene;
  TfliteRecipe float_output;
};

TEST_F(CompareCommand, calls_models_that_decide_alike_the_same_and_names_the_smaller_to_ship) {
  const std::string large = model("large.tflite", std::string(200, 'x')), small = model("small.tflite", "");
  const auto json_file = scene.folder / "compare.json";
  const Ended ended = compare(large + " " + small, "--no-latency --json " + json_file.string());
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("SAME  small.tflite"));
  EXPECT_THAT(ended.output, HasSubstr("To ship  small.tflite: the smallest of 2"));
  std::string text;
  std::getline(std::ifstream(json_file), text, '\0');
  EXPECT_TRUE(keeps_to_schema("comparison.schema.json", text));
  EXPECT_EQ(nlohmann::json::parse(text)["models"][1]["comparison"]["sameness"], "same");
}

TEST_F(CompareCommand, compares_all_scores_where_the_inputs_are_the_same) {
  TfliteRecipe wide = float_output;
  wide.inputs[0].shape = {1, 16, 16, 3};
  wide.nodes[0].constants[0].shape = {4, 768};
  const std::string bytes = model("bytes.tflite", ""), floats = model("floats.tflite", "", float_output);
  const auto json_file = scene.folder / "compare.json";
  const Ended ended = compare(bytes + " " + floats + " " + model("wide.tflite", "", wide),
                              "--no-latency --scores sigmoid --json " + json_file.string());
  EXPECT_THAT(ended.output, HasSubstr("scores not compared: their inputs differ: 8×8 and 16×16"));
  std::string text;
  std::getline(std::ifstream(json_file), text, '\0');
  EXPECT_TRUE(keeps_to_schema("comparison.schema.json", text));
  const auto json = nlohmann::json::parse(text);
  const auto& agreement = json["models"][1]["comparison"]["agreement"];
  EXPECT_EQ(agreement["photos"], 20);
  EXPECT_NEAR(agreement["snr_db"].get<double>(), 27.9588, 1e-3) << "200/256 became 0.75: 20·log10(25)";
  EXPECT_NEAR(agreement["median_snr_db"].get<double>(), 27.9588, 1e-3);
  EXPECT_NEAR(agreement["cosine"].get<double>(), 1, 1e-12);
  EXPECT_TRUE(json["models"][2]["comparison"]["agreement"]["snr_db"].is_null());
}

TEST_F(CompareCommand, judges_a_budget_beside_the_reference) {
  scene.folder.write_text("half.muster.toml", "mean = 0\nstd = 510\n");  // c and d are taken for b and c
  const auto budget = scene.folder.write_text("budget.toml", "[limits.accuracy_loss]\nmax = 0.1\n");
  const auto json_file = scene.folder / "compare.json";
  const Ended ended = compare(model("good.tflite", "") + " " + model("half.tflite", ""),
                              "--no-latency --budget " + budget.string() + " --json " + json_file.string());
  EXPECT_EQ(ended.exit_code, 1) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("scores not compared: their inputs differ: the photos are prepared otherwise"));
  std::string text;
  std::getline(std::ifstream(json_file), text, '\0');
  EXPECT_EQ(nlohmann::json::parse(text)["models"][1]["verdict"], "not_ready");
}

TEST_F(CompareCommand, tells_a_model_that_decides_otherwise) {
  TfliteRecipe two_bytes = float_output;
  const std::string good = model("good.tflite", "", float_output), bad = model("bad.tflite", "nan=1", float_output);
  const Ended ended = compare(good + " " + bad);
  EXPECT_THAT(ended.output, HasSubstr("right to wrong"));
  EXPECT_THAT(ended.output, HasSubstr("no answer"));
}

TEST_F(CompareCommand, counts_flips_of_photos_without_a_label_that_matches) {
  const auto photos = scene.folder / "photos";
  std::filesystem::create_directory(photos);
  for (int i = 0; i < 400; ++i)
    scene.folder.write_text("photos/" + std::to_string(i) + ".bmp",
                            FakeScene::grey_bmp(static_cast<unsigned char>(i % 4)) + std::to_string(i));
  const auto json_file = scene.folder / "compare.json";
  const auto run = [&](const std::string& data) {
    scene.options.data.data = data;
    return compare(model("a.tflite", "") + " " + model("b.tflite", " "), "--no-latency --json " + json_file.string());
  };
  const Ended flat = run(photos.string());
  EXPECT_EQ(flat.exit_code, 0) << flat.output;
  EXPECT_THAT(flat.output, HasSubstr("SAME  b.tflite"));
  EXPECT_THAT(flat.output, HasSubstr("0 of 400 decisions flipped"));
  std::string text;
  std::getline(std::ifstream(json_file), text, '\0');
  EXPECT_TRUE(keeps_to_schema("comparison.schema.json", text));
  const auto comparison = nlohmann::json::parse(text)["models"][1]["comparison"];
  EXPECT_EQ(comparison["flips"]["unlabelled"], 400);
  EXPECT_EQ(comparison["uncommon_answers"]["photos"], 300);
  EXPECT_TRUE(comparison["accuracy_loss"].is_null());
  std::string manifest = "path,label\n";
  for (int i = 0; i < 400; ++i) manifest += "photos/" + std::to_string(i) + ".bmp,holiday\n";
  const Ended other = run(scene.folder.write_text("other.csv", manifest).string());
  EXPECT_EQ(other.exit_code, 0) << other.output;
  EXPECT_THAT(other.output, HasSubstr("no photo has a label"));
}

TEST_F(CompareCommand, concludes_nothing_from_a_reference_that_always_answers_the_same) {
  for (int i = 0; i < 600; ++i)
    scene.folder.write_text("same" + std::to_string(i) + ".bmp", FakeScene::grey_bmp(0) + std::to_string(i));
  std::string manifest = "path,label\n";
  for (int i = 0; i < 600; ++i) manifest += "same" + std::to_string(i) + ".bmp," + "abcd"[i % 4] + "\n";
  scene.options.data.data = scene.folder.write_text("same.csv", manifest);
  const Ended ended = compare(model("a.tflite", "") + " " + model("b.tflite", " "));
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("INCONCLUSIVE  b.tflite"));
}

TEST_F(CompareCommand, cannot_tell_from_few_photos) {
  const Ended ended = compare(model("a.tflite", "") + " " + model("b.tflite", " "), "--no-latency --limit 20");
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("INCONCLUSIVE"));
  EXPECT_THAT(ended.output, HasSubstr("photos in all would settle it"));
}

TEST_F(CompareCommand, goes_on_where_one_model_cannot_be_used) {
  const Ended ended =
      compare(model("a.tflite", "") + " " + (scene.folder / "missing.tflite").string() + " " + model("b.tflite", " "));
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("NOT COMPARED  missing.tflite"));
  EXPECT_THAT(ended.output, HasSubstr("SAME  b.tflite"));
}

TEST_F(CompareCommand, stopped_names_none_to_ship) {
  const std::string models = model("a.tflite", "sleep=30") + " " + model("b.tflite", "sleep=30");
  const Ended ended = compare(models, "--no-latency " + interrupted_after("1"));
  EXPECT_EQ(ended.exit_code, 130) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("stopped by the user before all were measured"));
}

TEST_F(CompareCommand, wants_two_models_and_photos) {
  EXPECT_EQ(compare(model("a.tflite", "")).exit_code, 2);
  EXPECT_EQ(run_muster("compare a.tflite b.tflite 2>&1").exit_code, 2);
}

TEST_F(CompareCommand, takes_no_loss_for_the_same_that_is_broken) {
  const Ended ended = compare(model("a.tflite", "") + " " + model("b.tflite", " "), "--same-loss 6");
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.output, HasSubstr("--same-loss"));
}

TEST_F(CompareCommand, fits_80_columns) {
  const std::string name = std::string(60, 'n') + ".tflite";
  const Ended ended = compare(model("a.tflite", "") + " " + model(name, "nan=1", float_output));
  for (const std::string_view line : split(ended.output, '\n')) EXPECT_LE(columns(line), 80U) << line;
}

}  // namespace
}  // namespace muster
