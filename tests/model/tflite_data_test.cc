// The real models, against what another reader says of them (tests/golden/model/make_tflite_facts.py).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "muster/model.h"
#include "muster/render.h"
#include "support/real_data.h"

namespace muster {
namespace {

using testing::HasSubstr;

nlohmann::json golden() {
  return nlohmann::json::parse(std::ifstream(MUSTER_GOLDEN "/model/tflite_facts.json"));
}

Model load(const std::string& name) {
  const auto model = load_model(real_data() / name);
  EXPECT_TRUE(model) << (model ? "" : model.error().message);
  return model.value_or(Model{});
}

TEST(RealTflite, agrees_with_another_reader) {
  const nlohmann::json models = golden();
  for (const auto& [name, expected] : models.items()) {
    SCOPED_TRACE(name);
    const Model model = load(name);
    const auto facts = nlohmann::json::parse(render_model_json(model));
    for (const char* key :
         {"sha256", "model_bytes", "parameters", "multiply_accumulates", "bytes_by_type", "label_count"})
      EXPECT_EQ(facts[key], expected[key]) << key;
    EXPECT_EQ(facts["operators"].size(), expected["operators"].size());
    for (const auto& facts_of_one : facts["operators"])
      EXPECT_EQ(facts_of_one["count"], expected["operators"][facts_of_one["name"].get<std::string>()]);
    for (const char* side : {"inputs", "outputs"})
      for (std::size_t i = 0; i < expected[side].size(); ++i)
        for (const char* key : {"name", "type", "shape", "scale", "zero_point"})
          EXPECT_EQ(facts[side].at(i)[key], expected[side][i][key]) << side << ' ' << key;
    EXPECT_EQ(model.labels.empty() ? "" : model.labels.back(), expected["last_label"].get<std::string>());
    EXPECT_NEAR(static_cast<double>(model.store_bytes), expected["zlib_bytes"].get<double>(),
                std::max(200.0, 0.02 * expected["zlib_bytes"].get<double>()));
  }
}

TEST(RealTflite, agrees_with_the_published_costs_of_the_mobilenets) {
  const Model small = load("tflite/mobilenet_v1_0.25_128_quant.tflite");
  EXPECT_NEAR(static_cast<double>(small.parameter_count) / 1e6, 0.47, 0.005);
  EXPECT_NEAR(static_cast<double>(small.multiply_accumulates) / 1e6, 14, 0.5);
  for (const char* name : {"tflite/mobilenet_v2_1.0_224_quant.tflite", "tflite/tf2_mobilenet_v2_1.0_224_ptq.tflite"}) {
    const Model large = load(name);
    EXPECT_NEAR(static_cast<double>(large.parameter_count) / 1e6, 3.5, 0.05);
    EXPECT_NEAR(static_cast<double>(large.multiply_accumulates) / 1e6, 300, 1);
  }
}

TEST(RealTflite, reads_the_mobilenets_metadata) {
  const Model model = load("tflite/mobilenet_v2_1.0_224_quant.tflite");
  ASSERT_TRUE(model.normalisation);
  EXPECT_THAT(model.normalisation->mean, testing::ElementsAre(127.5F));
  EXPECT_THAT(model.normalisation->std, testing::ElementsAre(127.5F));
  ASSERT_EQ(model.labels.size(), 1001U);
  EXPECT_EQ(model.labels[0], "background");
  EXPECT_THAT(model.warnings, testing::IsEmpty());
}

TEST(RealTflite, finds_nothing_wrong_with_the_classifiers) {
  const nlohmann::json models = golden();
  for (const auto& [name, expected] : models.items()) {
    if (name.find("net") == std::string::npos) continue;
    const Model model = load(name);
    EXPECT_EQ(not_a_classifier(model), std::nullopt) << name;
    EXPECT_EQ(model.leftover_float32_bytes, 0U) << name;
    EXPECT_THAT(model.custom_operators, testing::IsEmpty()) << name;
    EXPECT_THAT(model.uncounted_operators, testing::IsEmpty()) << name;
  }
}

TEST(RealTflite, knows_a_segmentation_model) {
  const auto reason = not_a_classifier(load("tflite/deeplabv3_mnv2_dm05_pascal_quant.tflite"));
  EXPECT_THAT(reason.value_or(""), HasSubstr("segmentation"));
}

TEST(RealTflite, finds_the_custom_operator_of_the_model_that_cannot_run) {
  const Model model = load("broken/model_invoking_error.tflite");
  EXPECT_FALSE(model.custom_operators.empty());
}

TEST(RealTflite, tells_core_ml_and_onnx_as_not_supported_yet) {
  for (const char* name : {"onnx/efficientnet_lite0.onnx", "coreml/mnist_ph1ps.mlmodel"}) {
    const auto model = load_model(real_data() / name);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::kUnsupported) << model.error().message;
  }
  for (const auto& entry : std::filesystem::directory_iterator(real_data() / "coreml")) {
    if (entry.path().extension() != ".mlpackage" && entry.path().extension() != ".mlmodel") continue;
    const auto model = load_model(entry.path());
    ASSERT_FALSE(model) << entry.path();
    EXPECT_EQ(model.error().code, ErrorCode::kUnsupported) << model.error().message;
  }
}

}  // namespace
}  // namespace muster
