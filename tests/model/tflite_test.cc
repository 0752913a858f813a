#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "model/model_test_support.h"
#include "support/tflite_builder.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int32_t kConv2d = 3, kDepthwise = 4, kFullyConnected = 9, kCustom = 32, kReshape = 22;

Model load(const TfliteRecipe& recipe) {
  const auto model = load_bytes(build_tflite(recipe));
  EXPECT_TRUE(model) << (model ? "" : model.error().message);
  return model.value_or(Model{});
}

std::string error_of(const std::vector<std::byte>& bytes) {
  const auto model = load_bytes(bytes);
  EXPECT_FALSE(model);
  return model ? "" : model.error().message;
}

ConstantRecipe constant(ElementType type, std::vector<std::int32_t> shape) {
  return {"c", type, std::move(shape), {}, {}, false};
}

TEST(Tflite, reads_inputs_and_outputs_with_their_quantization) {
  const Model model = load({});
  ASSERT_EQ(model.inputs.size(), 1U);
  EXPECT_EQ(model.inputs[0].name, "image");
  EXPECT_EQ(model.inputs[0].element_type, ElementType::kUInt8);
  EXPECT_THAT(model.inputs[0].shape, ElementsAre(1, 8, 8, 3));
  ASSERT_TRUE(model.outputs[0].quantization);
  EXPECT_THAT(model.outputs[0].quantization->scales, ElementsAre(1.0F / 256));
  EXPECT_THAT(model.outputs[0].quantization->zero_points, ElementsAre(0));
  EXPECT_EQ(model.format, "tflite");
  EXPECT_EQ(model.description, "built for a test");
  EXPECT_EQ(not_a_classifier(model), std::nullopt);
}

TEST(Tflite, marks_dynamic_dimensions) {
  TfliteRecipe recipe;
  recipe.inputs[0].shape = {-1, 8, 8, 3};
  EXPECT_THAT(load(recipe).inputs[0].shape, ElementsAre(-1, 8, 8, 3));
}

TEST(Tflite, counts_parameters_and_multiply_accumulates_of_a_fully_connected_layer) {
  const Model model = load({});
  EXPECT_EQ(model.parameter_count, 4U * 192U);
  EXPECT_EQ(model.multiply_accumulates, 4U * 192U);
  ASSERT_EQ(model.operators.size(), 1U);
  EXPECT_EQ(model.operators[0].name, "FULLY_CONNECTED");
  EXPECT_EQ(model.operators[0].parameter_bytes, 768U);
  EXPECT_THAT(model.bytes_by_type, ElementsAre(testing::Pair("uint8", 768U)));
}

TEST(Tflite, counts_shapes_and_axes_as_no_parameters_but_scaled_biases) {
  TfliteRecipe recipe;
  recipe.nodes = {{kReshape, "", {constant(ElementType::kInt32, {2})}, {1, 192}, false}};
  EXPECT_EQ(load(recipe).parameter_count, 0U);
  recipe.nodes[0].constants[0].scale = 0.5F;
  EXPECT_EQ(load(recipe).parameter_count, 2U);
}

TEST(Tflite, counts_a_buffer_once_however_many_layers_read_it) {
  TfliteRecipe recipe;
  recipe.nodes.push_back(recipe.nodes[0]);
  recipe.nodes[0].output_shape = {1, 192};
  const Model model = load(recipe);
  EXPECT_EQ(model.bytes_by_type.at("uint8"), 2U * 768U);  // two buffers, though equal
  EXPECT_EQ(model.duplicate_bytes, 0U);                   // too small to be worth a word
}

TEST(Tflite, finds_buffers_that_are_stored_twice) {
  TfliteRecipe recipe;
  const ConstantRecipe large = constant(ElementType::kUInt8, {4, 1024});
  recipe.nodes = {{kFullyConnected, "", {large}, {1, 4}, false},
                  {kFullyConnected, "", {large}, {1, 4}, false},
                  {kFullyConnected, "", {large}, {1, 4}, false}};
  EXPECT_EQ(load(recipe).duplicate_bytes, 2U * 4096U);
}

TEST(Tflite, finds_float32_left_in_a_quantized_model) {
  TfliteRecipe recipe;
  ConstantRecipe quantized = constant(ElementType::kInt8, {64, 64});
  quantized.scale = 0.1F;
  recipe.nodes = {{kFullyConnected, "", {constant(ElementType::kFloat32, {64, 32})}, {1, 64}, false}};
  EXPECT_EQ(load(recipe).leftover_float32_bytes, 0U) << "a float model has no leftovers";
  recipe.nodes.push_back({kFullyConnected, "", {quantized, constant(ElementType::kFloat32, {4096})}, {1, 4}, false});
  EXPECT_EQ(load(recipe).leftover_float32_bytes, 64U * 32U * 4U) << "the matrix, not the bias";
}

TEST(Tflite, tells_custom_from_select_tf_operators) {
  TfliteRecipe recipe;
  recipe.nodes = {{kCustom, "MyOp", {}, {1, 192}, false},
                  {kCustom, "FlexErf", {}, {1, 192}, false},
                  {kCustom, "MyOp", {}, {1, 4}, false}};
  const Model model = load(recipe);
  EXPECT_THAT(model.custom_operators, ElementsAre("MyOp"));
  EXPECT_THAT(model.select_tf_operators, ElementsAre("FlexErf"));
  EXPECT_THAT(model.uncounted_operators, ElementsAre("FlexErf", "MyOp"));
}

TEST(Tflite, names_operators_beyond_the_first_128_and_unknown_ones) {
  TfliteRecipe recipe;
  recipe.nodes = {{150, "", {}, {1, 192}, false}, {999, "", {}, {1, 4}, false}};
  const Model model = load(recipe);
  ASSERT_EQ(model.operators.size(), 2U);
  EXPECT_EQ(model.operators[0].name, "GELU");
  EXPECT_EQ(model.operators[1].name, "UNKNOWN_OPERATOR");
  EXPECT_THAT(model.uncounted_operators, ElementsAre("UNKNOWN_OPERATOR"));
}

TEST(Tflite, lists_the_ten_largest_layers_first) {
  TfliteRecipe recipe;
  recipe.nodes.clear();
  for (std::int32_t i = 1; i <= 12; ++i)
    recipe.nodes.push_back({kFullyConnected, "", {constant(ElementType::kUInt8, {i, 10})}, {1, i}, false});
  const Model model = load(recipe);
  ASSERT_EQ(model.largest_layers.size(), 10U);
  EXPECT_EQ(model.largest_layers[0].parameter_bytes, 120U);
  EXPECT_EQ(model.largest_layers[0].name, "scores");
  EXPECT_EQ(model.largest_layers[0].number_type, "uint8");
  EXPECT_EQ(model.largest_layers[9].parameter_bytes, 30U);
}

TEST(Tflite, reads_buffers_that_lie_behind_the_flatbuffer) {
  TfliteRecipe recipe;
  recipe.nodes[0].constants[0].outside = true;
  EXPECT_EQ(load(recipe).bytes_by_type.at("uint8"), 768U);
}

TEST(Tflite, refuses_buffers_that_lie_outside_the_file) {
  TfliteRecipe recipe;
  recipe.nodes[0].constants[0].outside = true;
  std::vector<std::byte> bytes = build_tflite(recipe);
  bytes.resize(bytes.size() - 1);
  EXPECT_THAT(error_of(bytes), HasSubstr("buffer 1: 768 bytes at offset 65536 lie outside the file of 66303 bytes"));
}

TEST(Tflite, refuses_constants_shorter_than_their_shape) {
  TfliteRecipe recipe;
  recipe.nodes[0].constants[0].bytes.resize(767);
  EXPECT_THAT(error_of(build_tflite(recipe)), HasSubstr("its shape takes 768 bytes, its buffer 1 has 767"));
}

TEST(Tflite, refuses_quantization_of_unequal_length) {
  TfliteRecipe recipe;
  recipe.inputs[0].quantization = Quantization{{1, 1, 1}, {0, 0}, 3};
  EXPECT_THAT(error_of(build_tflite(recipe)), HasSubstr("subgraph 0, tensor 0: 3 scales but 2 zero points"));
  recipe.inputs[0].quantization = Quantization{{1, 1}, {0, 0}, 3};
  EXPECT_THAT(error_of(build_tflite(recipe)), HasSubstr("2 scales along dimension 3"));
}

TEST(Tflite, refuses_shapes_that_overflow) {
  TfliteRecipe recipe;
  constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
  recipe.inputs[0].shape = {kMost, kMost, kMost, kMost};
  EXPECT_THAT(error_of(build_tflite(recipe)), HasSubstr("more than 2^48 elements"));
}

TEST(Tflite, reads_signatures) {
  TfliteRecipe recipe;
  recipe.signature = "serving_default";
  EXPECT_THAT(load(recipe).signatures, ElementsAre("serving_default"));
}

TEST(Tflite, reads_a_convolution_and_a_depthwise_one) {
  TfliteRecipe recipe;
  recipe.nodes = {{kConv2d, "", {constant(ElementType::kFloat32, {16, 3, 3, 3})}, {1, 4, 4, 16}, false},
                  {kDepthwise, "", {constant(ElementType::kFloat32, {1, 3, 3, 16})}, {1, 4, 4, 16}, false},
                  {kFullyConnected, "", {constant(ElementType::kFloat32, {4, 256})}, {1, 4}, false}};
  const Model model = load(recipe);
  EXPECT_EQ(model.multiply_accumulates, 256U * 27U + 256U * 9U + 4U * 256U);
  EXPECT_EQ(model.parameter_count, 16U * 27U + 9U * 16U + 4U * 256U);
  EXPECT_THAT(model.uncounted_operators, IsEmpty());
}

}  // namespace
}  // namespace muster
