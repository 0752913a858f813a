// `muster inspect` from outside.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/run_program.h"
#include "support/schema.h"
#include "support/temporary_file.h"
#include "support/tflite_builder.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// Runs `muster inspect` with those arguments.
Ended inspect(const std::string& arguments) {
  return run_muster("inspect " + arguments);
}

std::string content(const TfliteRecipe& recipe) {
  const std::vector<std::byte> bytes = build_tflite(recipe);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(Inspect, shows_the_facts) {
  const TemporaryFile model(content(labelled_classifier()), ".tflite");
  const Ended ended = inspect(model.path().string());
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.output, HasSubstr("FULLY_CONNECTED"));
  EXPECT_THAT(ended.output, HasSubstr("4 labels, first cat"));
}

TEST(Inspect, writes_json_to_stdout_alone) {
  const TemporaryFile model(content({}), ".tflite");
  const Ended ended = inspect(model.path().string() + " --json -");
  EXPECT_EQ(ended.exit_code, 0);
  const auto json = nlohmann::json::parse(ended.output, nullptr, false);
  ASSERT_TRUE(json.is_object()) << ended.output;
  EXPECT_EQ(json["parameters"], 768);
  EXPECT_EQ(json["classifier"], true);
}

TEST(Inspect, keeps_its_json_to_the_schema) {
  TfliteRecipe odd;
  odd.outputs[0].shape = {1, 8, 8, 21};
  for (const TfliteRecipe& recipe : {TfliteRecipe{}, odd}) {
    const TemporaryFile model(content(recipe), ".tflite");
    const Ended ended = inspect(model.path().string() + " --json -");
    EXPECT_TRUE(keeps_to_schema("model.schema.json", ended.output));
    EXPECT_FALSE(keeps_to_schema("report.schema.json", ended.output));
  }
}

TEST(Inspect, says_that_the_accuracy_of_other_models_is_not_measured) {
  TfliteRecipe segmenter;
  segmenter.outputs[0].shape = {1, 8, 8, 21};
  const TemporaryFile model(content(segmenter), ".tflite");
  const Ended ended = inspect(model.path().string());
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.output, HasSubstr("accuracy of this kind of model is not measured yet"));
}

TEST(Inspect, names_a_model_that_cannot_be_used_on_stderr) {
  const Ended missing = inspect("/nowhere.tflite 2>&1 >/dev/null");
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_THAT(missing.output, HasSubstr("/nowhere.tflite: cannot open"));
  const TemporaryFile empty("", ".tflite");
  EXPECT_EQ(inspect(empty.path().string() + " 2>/dev/null").exit_code, 2);
  EXPECT_THAT(inspect(empty.path().string() + " 2>/dev/null").output, IsEmpty());
}

TEST(Inspect, fails_when_the_disk_is_full) {
  const TemporaryFile model(content({}), ".tflite");
  const Ended ended = inspect(model.path().string() + " --json /dev/full 2>&1 >/dev/null");
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.output, HasSubstr("No space left on device"));
}

TEST(Inspect, explains_itself) {
  const Ended ended = inspect("--help");
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.output, HasSubstr("muster inspect model.mlpackage --json facts.json"));
}

}  // namespace
}  // namespace muster
