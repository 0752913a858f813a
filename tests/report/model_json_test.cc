#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "muster/render.h"

namespace muster {
namespace {

TEST(ModelJson, is_valid_whatever_the_file_holds) {
  Model model;
  model.path = "\xFF\xFE.tflite";
  model.labels = {"caf\xE9", std::string("nul\0", 4), "ok"};
  model.custom_operators = {"\x80"};
  const std::string text = render_model_json(model);
  EXPECT_TRUE(is_utf8(text));
  const auto json = nlohmann::json::parse(text);
  EXPECT_EQ(json["labels"].size(), 3U);
  EXPECT_EQ(json["labels"][2], "ok");
}

TEST(ModelJson, keeps_its_keys) {
  const auto json = nlohmann::json::parse(render_model_json(Model{}));
  for (const char* key : {"schema_version",
                          "path",
                          "format",
                          "sha256",
                          "model_bytes",
                          "store_bytes",
                          "parameters",
                          "multiply_accumulates",
                          "uncounted_operators",
                          "bytes_by_type",
                          "operators",
                          "largest_layers",
                          "duplicate_bytes",
                          "leftover_float32_bytes",
                          "custom_operators",
                          "select_tf_operators",
                          "inputs",
                          "outputs",
                          "required_system",
                          "author",
                          "licence",
                          "image_input",
                          "label_count",
                          "labels",
                          "normalisation",
                          "findings",
                          "classifier",
                          "not_a_classifier_because",
                          "warnings"})
    EXPECT_TRUE(json.contains(key)) << key;
  EXPECT_EQ(json["classifier"], false);
  EXPECT_TRUE(json["normalisation"].is_null());
}

TEST(ModelJson, states_how_an_image_becomes_numbers) {
  Model model;
  EXPECT_TRUE(nlohmann::json::parse(render_model_json(model))["image_input"].is_null());
  model.image_input = ImageInput{"bgr", 0.5F, {-1, -2, -3}, "64×64"};
  const auto image = nlohmann::json::parse(render_model_json(model))["image_input"];
  EXPECT_EQ(image["colour"], "bgr");
  EXPECT_EQ(image["scale"], 0.5);
  EXPECT_EQ(image["bias"], nlohmann::json({-1, -2, -3}));
  EXPECT_EQ(image["other_sizes"], "64×64");
}

TEST(ModelJson, lists_scales_and_zero_points) {
  Model model;
  model.inputs = {{"image", ElementType::kInt8, {1, 8, 8, 3}, Quantization{{0.5F}, {-3}, 0}}};
  const auto input = nlohmann::json::parse(render_model_json(model))["inputs"][0];
  EXPECT_EQ(input["type"], "int8");
  EXPECT_EQ(input["shape"], nlohmann::json({1, 8, 8, 3}));
  EXPECT_EQ(input["scale"], nlohmann::json({0.5}));
  EXPECT_EQ(input["zero_point"], nlohmann::json({-3}));
}

}  // namespace
}  // namespace muster
