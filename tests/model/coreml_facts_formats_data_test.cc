// The real models, against what other readers say of them (tests/golden/make_model_facts.py).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "model/coreml/coreml_facts.h"
#include "model/coreml/package_sizes.h"
#include "model/onnx/onnx_facts.h"
#include "muster/render.h"
#include "support/message_of.h"
#include "support/real_data.h"
#include "support/schema.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Result<Model> facts_of(const std::filesystem::path& path) {
  if (path.extension() == ".onnx") {
    MUSTER_TRY(const OnnxFile file, open_onnx(path));
    MUSTER_TRY(Model model, onnx_facts(file));
    add_package_sizes(file.files, model);
    return model;
  }
  MUSTER_TRY(const CoremlFile file, open_coreml(path));
  MUSTER_TRY(Model model, coreml_facts(file));
  add_package_sizes(file.files, model);
  return model;
}

Model load(const std::string& name) {
  auto model = facts_of(real_data() / name);
  EXPECT_TRUE(model) << message_of(model);
  return std::move(model).value_or(Model{});
}

TEST(RealCoremlAndOnnx, agree_with_other_readers) {
  const auto models = nlohmann::json::parse(std::ifstream(MUSTER_GOLDEN "/model/model_facts.json"));
  for (const auto& [name, expected] : models.items()) {
    SCOPED_TRACE(name);
    Model model = load(name);
    model.format = name.starts_with("onnx") ? "onnx" : "coreml";
    const std::string text = render_model_json(model);
    const auto facts = nlohmann::json::parse(text);
    for (const auto& [key, value] : expected.items()) {
      if (key == "operators") continue;
      EXPECT_EQ(facts[key], value) << key;
    }
    EXPECT_EQ(facts["operators"].size(), expected["operators"].size());
    for (const auto& one : facts["operators"])
      EXPECT_EQ(one["count"], expected["operators"][one["name"].get<std::string>()]) << one["name"];
    EXPECT_TRUE(keeps_to_schema("model.schema.json", text));
  }
}

TEST(RealCoremlAndOnnx, count_the_same_for_one_network_in_every_format) {
  const Model program = load("coreml/efficientnet_lite0_fp32.mlpackage");
  for (const char* name : {"coreml/efficientnet_lite0_lut8.mlmodel", "coreml/efficientnet_lite0_pal6.mlpackage",
                           "coreml/efficientnet_lite0_lin8.mlpackage", "coreml/efficientnet_lite0_fp16.mlpackage",
                           "onnx/efficientnet_lite0.onnx"}) {
    const Model other = load(name);
    EXPECT_EQ(other.multiply_accumulates, program.multiply_accumulates) << name;
    EXPECT_THAT(other.uncounted_operators, IsEmpty()) << name;
  }
  for (const std::string name : {"coreml/zoo/squeezenet1_1", "coreml/zoo/shufflenet_v2_x0_5", "coreml/zoo/tinycnn"}) {
    const Model network = load(name + ".mlmodel");
    EXPECT_EQ(network.multiply_accumulates, load(name + ".mlpackage").multiply_accumulates) << name;
    EXPECT_THAT(network.uncounted_operators, IsEmpty()) << name;
    EXPECT_THAT(network.outputs.at(0).shape, ElementsAre(1, name.ends_with("tinycnn") ? 10 : 1000)) << name;
  }
}

TEST(RealCoreml, states_scale_and_bias_of_the_image_in_both_families) {
  for (const char* name : {"coreml/efficientnet_lite0_fp32.mlpackage", "coreml/efficientnet_lite0_pal6.mlpackage",
                           "coreml/efficientnet_lite0_lut8.mlmodel"}) {
    const Model model = load(name);
    ASSERT_TRUE(model.image_input) << name;
    EXPECT_EQ(model.image_input->colour, "rgb");
    EXPECT_EQ(model.image_input->scale, 0.0078125F) << name;
    EXPECT_THAT(model.image_input->bias, ElementsAre(-0.9921875F, -0.9921875F, -0.9921875F)) << name;
    EXPECT_THAT(model.inputs.at(0).shape, ElementsAre(1, 224, 224, 3));
    EXPECT_EQ(not_a_classifier(model), std::nullopt) << name;
    EXPECT_EQ(model.labels.size(), 1000U);
    EXPECT_EQ(model.labels[0], "tench, Tinca tinca");
    EXPECT_THAT(model.outputs.at(0).shape, ElementsAre(1, 1000));
  }
}

TEST(RealCoreml, reads_an_old_grey_classifier_of_digits) {
  const Model model = load("coreml/mnist_ph1ps.mlmodel");
  EXPECT_EQ(model.required_system, "iOS 11");
  EXPECT_EQ(model.author, "Philipp Gabriel");
  EXPECT_EQ(model.licence, "MIT");
  EXPECT_EQ(model.description, "Predicts a handwritten digit.");
  EXPECT_EQ(model.image_input.value_or(ImageInput{}).colour, "grey");
  EXPECT_THAT(model.inputs.at(0).shape, ElementsAre(1, 28, 28, 1));
  EXPECT_THAT(model.labels, ElementsAre("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
  EXPECT_EQ(model.multiply_accumulates, 26U * 26 * 32 * 9 + 24U * 24 * 32 * 32 * 9 + 4608U * 128 + 1280U);
  EXPECT_EQ(not_a_classifier(model), std::nullopt);
}

TEST(RealCoreml, tells_other_sizes_and_does_not_count_what_depends_on_them) {
  const Model model = load("coreml/zoo/flex_enum.mlpackage");
  EXPECT_EQ(model.image_input.value_or(ImageInput{}).other_sizes, "128×128");
  EXPECT_THAT(model.uncounted_operators, ElementsAre("conv"));
}

TEST(RealOnnx, reads_inputs_outputs_and_versions) {
  const Model model = load("onnx/efficientnet_lite0.onnx");
  EXPECT_EQ(model.format_version, "IR 7, opset 13");
  EXPECT_EQ(model.description, "pytorch 2.15.0");
  EXPECT_THAT(model.inputs.at(0).shape, ElementsAre(1, 3, 224, 224));
  EXPECT_TRUE(model.inputs[0].channels_first);
  EXPECT_THAT(model.outputs.at(0).shape, ElementsAre(-1, 1000));
  EXPECT_EQ(not_a_classifier(model), std::nullopt);
}

}  // namespace
}  // namespace muster
