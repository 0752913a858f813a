// `muster check --reference` from outside, with a fake runtime.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "support/fake_models.h"
#include "support/run_program.h"
#include "support/schema.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::Not;

class CheckReference : public ::testing::Test {
 protected:
  CheckReference() : scene("") { scene.add_photos(600); }

  std::string model(const std::string& name, TfliteRecipe recipe = {}, const std::string& behaviour = "") const {
    recipe.description = "fake " + behaviour;
    const std::vector<std::byte> bytes = build_tflite(recipe);
    return scene.folder.write_text(name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}).string();
  }

  /// A model that sees half of each grey, and so takes the classes c and d for b and c.
  std::string half_blind() const {
    scene.folder.write_text("half.muster.toml", "mean = 0\nstd = 510\n");
    return model("half.tflite");
  }

  Ended check(const std::string& models, const std::string& more = "") const {
    const auto budget =
        scene.folder.write_text("budget.toml",
                                "schema = 1\n[limits.accuracy_loss]\nmax = 0.01\n[limits.flip_rate]\nmax = 0.02\n"
                                "[limits.latency_p90_ms]\nlevel = \"off\"\n");
    return run_muster("check " + models + " --data " + scene.options.data.data.string() + " --labels " +
                          scene.options.data.labels.string() + " --preprocess stretch --no-latency --budget " +
                          budget.string() + " " + more + (more.starts_with("2>&1") ? "" : " 2>&1"),
                      "export MUSTER_WORKER=" MUSTER_FAKE_WORKER ";");
  }

  FakeScene scene;
};

TEST_F(CheckReference, passes_a_model_that_decides_alike) {
  const auto json_file = scene.folder / "report.json";
  const Ended ended =
      check(scene.model.string() + " --reference " + model("float.tflite"), "--json " + json_file.string());
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("Beside float.tflite\n  SAME  0 of 600 decisions flipped"));
  EXPECT_THAT(ended.output, HasSubstr("right to wrong 0, wrong to right 0, wrong to other wrong 0"));
  std::string text;
  std::getline(std::ifstream(json_file), text, '\0');
  EXPECT_TRUE(keeps_to_schema("report.schema.json", text));
  const auto json = nlohmann::json::parse(text);
  ASSERT_EQ(json["models"].size(), 1U) << "the reference is no model to judge";
  const auto& reference = json["models"][0]["reference"];
  EXPECT_THAT(reference["path"].get<std::string>(), HasSubstr("float.tflite"));
  EXPECT_EQ(reference["sha256"].get<std::string>().size(), 64U);
  EXPECT_EQ(reference["photos"], 600);
  EXPECT_EQ(reference["sameness"], "same");
  EXPECT_EQ(json["models"][0]["metrics"]["accuracy_loss"]["value"], 0.0);
}

TEST_F(CheckReference, fails_a_model_that_lost_decisions) {
  const auto json_file = scene.folder / "report.json";
  const Ended ended = check(half_blind() + " --reference " + scene.model.string(), "--json " + json_file.string());
  EXPECT_EQ(ended.exit_code, 1) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("loss of accuracy 50.0 %"));
  EXPECT_THAT(ended.output, HasSubstr("BROKEN"));
  EXPECT_THAT(ended.output, HasSubstr("right to wrong 300"));
  std::string text;
  std::getline(std::ifstream(json_file), text, '\0');
  EXPECT_EQ(nlohmann::json::parse(text)["models"][0]["reference"]["right_to_wrong"], 300);
}

TEST_F(CheckReference, leaves_few_photos_open) {
  const Ended ended = check(scene.model.string() + " --reference " + model("float.tflite"), "--limit 40");
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("loss of accuracy 0.0 % [-8.8, 8.8] of 40 photos touches"));
}

TEST_F(CheckReference, that_crashes_on_a_photo_leaves_its_limits_open) {
  const Ended ended =
      check(scene.model.string() + " --reference " + model("crash.tflite", {}, "crash=400"), "--jobs 1");
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("one of the two models"));
}

TEST_F(CheckReference, is_never_timed_and_missing_it_is_no_pass) {
  const Ended ended = check(scene.model.string());
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("loss of accuracy: not measured"));
  EXPECT_THAT(ended.output, HasSubstr("--reference"));
}

TEST_F(CheckReference, must_be_a_classifier_of_the_same_classes) {
  TfliteRecipe detector;
  detector.outputs = {{"boxes", ElementType::kFloat32, {1, 10, 4}, std::nullopt}};
  detector.nodes[0].output_shape = {1, 10, 4};
  const Ended other_kind = check(scene.model.string() + " --reference " + model("detector.tflite", detector));
  EXPECT_EQ(other_kind.exit_code, 2) << other_kind.output;
  EXPECT_THAT(other_kind.output, HasSubstr("the reference cannot be used"));
  EXPECT_THAT(other_kind.output, HasSubstr("makes no decisions to compare"));

  const Ended missing = check(scene.model.string() + " --reference none.tflite");
  EXPECT_EQ(missing.exit_code, 2) << missing.output;
  EXPECT_THAT(missing.output, HasSubstr("the reference cannot be used: none.tflite"));
}

TEST_F(CheckReference, of_other_class_names_is_refused) {
  const auto one = model("one.tflite", labelled_classifier({"a", "b", "c", "d"}));
  const auto other = model("other.tflite", labelled_classifier({"a", "b", "c", "e"}));
  scene.folder.write_text("abc.csv", "path,label\nphoto0.bmp,a\nphoto1.bmp,b\nphoto2.bmp,c\n");
  const Ended ended = run_muster("check " + other + " --reference " + one + " --data " +
                                     (scene.folder / "abc.csv").string() + " --preprocess stretch --no-latency 2>&1",
                                 "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("the reference has no 'e'"));
}

TEST_F(CheckReference, needs_photos_and_decisions_made_here) {
  const std::string with = "check " + scene.model.string() + " --reference " + scene.model.string();
  for (const auto& [more, words] : {std::pair{" --predictions p.csv", "answers of one model only"},
                                    {" --confusion m.csv", "answers of one model only"},
                                    {" --no-accuracy", "nothing to compare with --reference"},
                                    {"", "--data is missing"}}) {
    const Ended ended = run_muster(with + more + " 2>&1");
    EXPECT_EQ(ended.exit_code, 2) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr(words));
  }
}

TEST_F(CheckReference, stopped_has_130_and_no_error) {
  const Ended ended = check(scene.model.string() + " --reference " + model("slow.tflite", {}, "sleep=30"),
                            "2>&1 " + interrupted_after("1"));
  EXPECT_EQ(ended.exit_code, 130) << ended.output;
  EXPECT_THAT(ended.output, Not(HasSubstr("error")));
}

}  // namespace
}  // namespace muster
