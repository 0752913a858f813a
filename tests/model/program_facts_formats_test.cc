#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "model/coreml_test_support.h"
#include "support/message_of.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

Model load(ProgramRecipe recipe) {
  auto facts = recipe.facts();
  EXPECT_TRUE(facts) << message_of(facts);
  return std::move(facts).value_or(Model{});
}

TEST(ProgramFacts, count_weights_and_multiply_accumulates) {
  const Model model = load(convolution_recipe());
  EXPECT_EQ(model.format_version, "7");
  EXPECT_EQ(model.required_system, "iOS 16");
  EXPECT_EQ(model.parameter_count, 108U);
  EXPECT_EQ(model.multiply_accumulates, 144U * 27);
  EXPECT_THAT(model.bytes_by_type, ElementsAre(Pair("float32", 432U)));
  ASSERT_EQ(model.operators.size(), 2U);
  EXPECT_EQ(model.operators[0].name, "conv");
  EXPECT_EQ(model.operators[0].parameter_bytes, 432U);
  EXPECT_EQ(model.largest_layers.at(0).name, "y");
  EXPECT_THAT(model.outputs.at(0).shape, ElementsAre(1, 4)) << "the program's, since the description has none";
}

TEST(ProgramFacts, take_an_image_as_pixels) {
  const Model model = load(convolution_recipe());
  const TensorSpec& input = model.inputs.at(0);
  EXPECT_EQ(input.element_type, ElementType::kUInt8);
  EXPECT_THAT(input.shape, ElementsAre(1, 8, 8, 3));
  ASSERT_TRUE(input.quantization);
  EXPECT_THAT(input.quantization->scales, ElementsAre(1.0F));
  EXPECT_FALSE(input.channels_first);
  EXPECT_FALSE(model.normalisation);
  EXPECT_EQ(not_a_classifier(model), std::nullopt);
}

TEST(ProgramFacts, count_grouped_transposed_linear_and_matrix_products) {
  ProgramRecipe recipe;
  recipe.add_weights("t", {3, 2, 2, 2});
  recipe.add("conv_transpose", {{"x", "image"}, {"weight", "t"}}, "a", {1, 2, 16, 16});
  recipe.add("reshape", {{"x", "a"}}, "b", {16, 32});
  recipe.add_weights("l", {10, 32});
  recipe.add("linear", {{"x", "b"}, {"weight", "l"}}, "c", {16, 10});
  mil::Value yes;
  set_type(*yes.mutable_type(), mil::BOOL, {});
  yes.mutable_immediatevalue()->mutable_tensor()->mutable_bools()->add_values(true);
  recipe.add_const("yes", yes);
  recipe.add("matmul", {{"x", "c"}, {"y", "b"}, {"transpose_x", "yes"}}, "scores", {10, 32});
  const Model model = load(recipe);
  EXPECT_EQ(model.multiply_accumulates, 3U * 64 * 2 * 4 + 16U * 10 * 32 + 10U * 32 * 16);
  EXPECT_THAT(model.uncounted_operators, IsEmpty());
}

TEST(ProgramFacts, do_not_count_what_is_not_known) {
  ProgramRecipe recipe = convolution_recipe();
  recipe.add("einsum", {{"values", "scores"}}, "z", {1});
  recipe.add("of_tomorrow", {{"x", "z"}}, "zz", {1});
  EXPECT_THAT(load(recipe).uncounted_operators, ElementsAre("einsum", "of_tomorrow"));
}

TEST(ProgramFacts, tell_scale_and_bias_behind_the_image) {
  ProgramRecipe recipe;
  recipe.add_const("scale", float_value(0.5F));
  recipe.add("mul", {{"x", "image"}, {"y", "scale"}}, "scaled", {1, 3, 8, 8});
  mil::Value bias;
  set_type(*bias.mutable_type(), mil::FLOAT16, {1, 3, 1, 1});
  bias.mutable_immediatevalue()->mutable_tensor()->mutable_bytes()->set_values(
      std::string("\x00\xBC\x00\xC0\x00\x3C", 6));
  recipe.add_const("bias", bias);
  recipe.add("add", {{"x", "scaled"}, {"y", "bias"}}, "scores", {1, 3, 8, 8});
  const Model model = load(recipe);
  ASSERT_TRUE(model.image_input);
  EXPECT_EQ(model.image_input->scale, 0.5F);
  EXPECT_THAT(model.image_input->bias, ElementsAre(-1.0F, -2.0F, 1.0F));
}

TEST(ProgramFacts, take_no_other_product_for_a_scale) {
  ProgramRecipe recipe = convolution_recipe();
  recipe.add("mul", {{"x", "image"}, {"y", "image"}}, "squared", {1, 3, 8, 8});
  const Model model = load(recipe);
  EXPECT_EQ(model.image_input.value_or(ImageInput{}).scale, 1.0F);
  EXPECT_THAT(model.image_input.value_or(ImageInput{}).bias, IsEmpty());
}

TEST(ProgramFacts, read_labels_and_give_only_the_probabilities) {
  ProgramRecipe recipe = convolution_recipe();
  auto& description = *recipe.model.mutable_description();
  description.clear_output();
  recipe.add_output("label").mutable_type()->mutable_stringtype();
  recipe.add_output("probabilities").mutable_type()->mutable_dictionarytype()->mutable_stringkeytype();
  description.set_predictedfeaturename("label");
  description.set_predictedprobabilitiesname("probabilities");
  auto& classify = recipe.add("classify", {{"probabilities", "scores"}}, "label", {}, mil::STRING);
  classify.add_outputs()->set_name("probabilities");
  auto& list = *(*classify.mutable_inputs())["classes"].add_arguments()->mutable_value()->mutable_immediatevalue();
  for (const char* label : {"cat", "dog", "bird", "fish"})
    list.mutable_list()->add_values()->mutable_immediatevalue()->mutable_tensor()->mutable_strings()->add_values(label);
  const Model model = load(recipe);
  EXPECT_THAT(model.labels, ElementsAre("cat", "dog", "bird", "fish"));
  ASSERT_EQ(model.outputs.size(), 1U);
  EXPECT_EQ(model.outputs[0].name, "probabilities");
  EXPECT_EQ(model.outputs[0].element_type, ElementType::kFloat32);
  EXPECT_THAT(model.outputs[0].shape, ElementsAre(1, 4));
  EXPECT_EQ(model.output_activation, "none") << "what is classified is a mean of a convolution";
}

TEST(ProgramFacts, tell_what_the_network_ends_in) {
  for (const auto& [type, activation] : {std::pair("softmax", "softmax"), std::pair("sigmoid", "sigmoid")}) {
    ProgramRecipe recipe;
    recipe.add_weights("w", {4, 3, 3, 3});
    recipe.add("conv", {{"x", "image"}, {"weight", "w"}}, "y", {1, 4, 6, 6});
    recipe.add("reduce_mean", {{"x", "y"}}, "mean", {1, 4});
    recipe.add(type, {{"x", "mean"}}, "half", {1, 4});
    recipe.add("cast", {{"x", "half"}}, "scores", {1, 4});
    EXPECT_EQ(load(std::move(recipe)).output_activation, activation);
  }
}

/// The convolution's weights made by a `constexpr_…` operator with these parts.
ProgramRecipe compressed(const std::string& operator_name, const std::map<std::string, mil::Value>& parts,
                         WeightFile weights) {
  ProgramRecipe recipe;
  recipe.weights = std::move(weights);
  auto& operation = recipe.add(operator_name, {}, "w", {4, 3, 3, 3});
  for (const auto& [name, value] : parts) (*operation.mutable_attributes())[name] = value;
  recipe.add("conv", {{"x", "image"}, {"weight", "w"}}, "scores", {1, 4, 6, 6});
  return recipe;
}

TEST(ProgramFacts, count_compressed_weights_by_their_stored_bytes) {
  WeightFile weights;
  const auto indices = blob_value(mil::UINT8, {81}, weights.add(3, 81));
  const auto palette = blob_value(mil::FLOAT32, {64}, weights.add(2, 256));
  const Model model = load(compressed("constexpr_lut_to_dense", {{"indices", indices}, {"lut", palette}}, weights));
  EXPECT_THAT(model.bytes_by_type, ElementsAre(Pair("palette, 6 bits", 81U + 256U)));
  EXPECT_EQ(model.parameter_count, 108U);
  EXPECT_EQ(model.multiply_accumulates, 144U * 27);
  ASSERT_EQ(model.operators.size(), 1U) << "decompression is no operator of its own";
  EXPECT_EQ(model.operators[0].parameter_bytes, 81U + 256U);
}

TEST(ProgramFacts, name_linear_and_sparse_weights) {
  WeightFile linear;
  const auto data = blob_value(mil::INT8, {4, 3, 3, 3}, linear.add(4, 108));
  const auto scale = blob_value(mil::FLOAT16, {4}, linear.add(1, 8));
  const Model quantized =
      load(compressed("constexpr_affine_dequantize", {{"quantized_data", data}, {"scale", scale}}, linear));
  EXPECT_THAT(quantized.bytes_by_type, ElementsAre(Pair("int8 linear", 116U)));
  WeightFile sparse;
  const auto mask = blob_value(mil::UINT8, {14}, sparse.add(3, 14));
  const auto values = blob_value(mil::FLOAT16, {20}, sparse.add(1, 40));
  const Model pruned =
      load(compressed("constexpr_sparse_to_dense", {{"mask", mask}, {"nonzero_data", values}}, sparse));
  EXPECT_THAT(pruned.bytes_by_type, ElementsAre(Pair("sparse", 54U)));
  EXPECT_EQ(pruned.parameter_count, 108U);
}

TEST(ProgramFacts, read_the_compression_of_ios_18_whose_parts_are_constants) {
  ProgramRecipe recipe;
  recipe.add_const("i", blob_value(mil::UINT4, {4, 3, 3, 3}, recipe.weights.add(11, 54)));
  recipe.add_const("p", blob_value(mil::FLOAT16, {1, 1, 1, 1, 16, 1}, recipe.weights.add(1, 32)));
  recipe.add("constexpr_lut_to_dense", {{"indices", "i"}, {"lut", "p"}}, "w", {4, 3, 3, 3});
  recipe.add("conv", {{"x", "image"}, {"weight", "w"}}, "scores", {1, 4, 6, 6});
  const Model model = load(recipe);
  EXPECT_THAT(model.bytes_by_type, ElementsAre(Pair("palette, 4 bits", 86U)));
  EXPECT_EQ(model.parameter_count, 108U);
}

TEST(ProgramFacts, count_weights_that_are_sparse_and_a_palette_at_once) {
  ProgramRecipe recipe;
  recipe.add_const("m", blob_value(mil::UINT1, {4, 3, 3, 3}, recipe.weights.add(9, 14)));
  recipe.add_const("i", blob_value(mil::UINT4, {20}, recipe.weights.add(11, 10)));
  recipe.add_const("p", blob_value(mil::FLOAT16, {1, 1, 1, 1, 16, 1}, recipe.weights.add(1, 32)));
  auto& sparse =
      recipe.add("constexpr_lut_to_sparse", {{"indices_mask", "m"}, {"indices_nonzero_data", "i"}, {"lut", "p"}},
                 "mask", {4, 3, 3, 3}, mil::UINT1);
  sparse.add_outputs()->set_name("values");
  set_type(*sparse.mutable_outputs(1)->mutable_type(), mil::FLOAT16, {20});
  recipe.add("constexpr_sparse_to_dense", {{"nonzero_data", "values"}, {"mask", "mask"}}, "w", {4, 3, 3, 3});
  recipe.add("conv", {{"x", "image"}, {"weight", "w"}}, "scores", {1, 4, 6, 6});
  const Model model = load(recipe);
  EXPECT_THAT(model.bytes_by_type, ElementsAre(Pair("sparse", 56U)));
  EXPECT_EQ(model.parameter_count, 108U);
  EXPECT_EQ(model.multiply_accumulates, 144U * 27);
}

/// The convolution under several names, each described, with an input of its own name.
ProgramRecipe several_functions(const std::vector<std::string>& names, const std::string& usual) {
  ProgramRecipe recipe = convolution_recipe();
  auto& description = *recipe.model.mutable_description();
  auto& functions = *recipe.model.mutable_mlprogram()->mutable_functions();
  const auto main = functions["main"];
  functions.clear();
  for (const std::string& name : names) {
    functions[name] = main;
    auto& one = *description.add_functions();
    one.set_name(name);
    *one.mutable_input() = description.input();
    *one.mutable_output() = description.output();
  }
  description.clear_input(), description.clear_output();
  description.set_defaultfunctionname(usual);
  return recipe;
}

TEST(ProgramFacts, of_several_functions_are_those_of_the_usual_one) {
  for (const auto& [names, usual] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"a", "b"}, "b"}, {{"a", "main"}, "main"}, {{"a", "main"}, ""}, {{"a"}, ""}, {{"a"}, "a"}}) {
    const Model model = load(several_functions(names, usual));
    EXPECT_EQ(model.inputs.size(), 1U) << usual;
    EXPECT_EQ(model.multiply_accumulates, 144U * 27) << usual;
    EXPECT_EQ(not_a_classifier(model), std::nullopt) << usual;
  }
  EXPECT_THAT(message_of(several_functions({"a", "b"}, "").facts()), HasSubstr("several functions ('a', 'b')"));
  EXPECT_THAT(message_of(several_functions({"a"}, "c").facts()), HasSubstr("none of the name 'c'"));
}

TEST(ProgramFacts, take_sizes_that_the_program_leaves_open_from_what_was_computed) {
  ProgramRecipe recipe = convolution_recipe();
  for (auto& operation : *recipe.block().mutable_operations())
    if (operation.type() != "const")
      operation.mutable_outputs(0)->mutable_type()->mutable_tensortype()->mutable_dimensions(1)->mutable_unknown();
  EXPECT_THAT(load(recipe).uncounted_operators, ElementsAre("conv"));
  const TempFolder folder;
  const auto compute = [](const CoremlFile&) { return ComputedShapes{{"y", {1, 4, 6, 6}}, {"scores", {1, 4}}}; };
  const auto model = load_coreml(recipe.write(folder), {}, compute);
  ASSERT_TRUE(model) << message_of(model);
  EXPECT_EQ(model->multiply_accumulates, 144U * 27);
  EXPECT_THAT(model->outputs.at(0).shape, ElementsAre(1, 4));
}

TEST(ProgramFacts, refuse_a_cycle) {
  ProgramRecipe recipe;
  recipe.add("relu", {{"x", "b"}}, "a", {1, 4});
  recipe.add("relu", {{"x", "a"}}, "b", {1, 4});
  recipe.add("relu", {{"x", "b"}}, "scores", {1, 4});
  EXPECT_THAT(message_of(recipe.facts()), HasSubstr("'relu' reads 'b', which nothing before it computes: a cycle"));
}

TEST(ProgramFacts, refuse_weights_that_lie_outside_their_file) {
  ProgramRecipe recipe;
  recipe.add_const("w", blob_value(mil::FLOAT32, {4, 3, 3, 3}, 1'000'000));
  EXPECT_THAT(message_of(recipe.facts()), HasSubstr("the record at offset 1000000 lies outside its 64 bytes"));
}

TEST(ProgramFacts, refuse_constants_larger_than_what_is_stored) {
  ProgramRecipe recipe;
  recipe.add_const("w", blob_value(mil::FLOAT32, {512, 1024, 1024}, recipe.weights.add(2, 400)));
  EXPECT_THAT(message_of(recipe.facts()), HasSubstr("a constant of 536870912 float32 elements has only 100"));
  ProgramRecipe inline_value;
  mil::Value value = float_value(1);
  set_type(*value.mutable_type(), mil::FLOAT32, {1U << 31U});
  inline_value.add_const("w", value);
  EXPECT_THAT(message_of(inline_value.facts()), HasSubstr("has only 1;"));
}

TEST(ProgramFacts, saturate_where_shapes_overflow) {
  ProgramRecipe recipe;
  constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();
  recipe.add_weights("w", {4, 3, 3, 3});
  recipe.add("conv", {{"x", "image"}, {"weight", "w"}}, "scores", {kMost, kMost, kMost, kMost});
  const Model model = load(recipe);
  EXPECT_EQ(model.multiply_accumulates, kMost);
  EXPECT_GE(model.activation_bytes, kMost / 8);
}

TEST(ProgramFacts, take_activations_of_two_gigabytes_as_a_fact) {
  ProgramRecipe recipe;
  recipe.add("relu", {{"x", "image"}}, "scores", {512, 1024, 1024});
  EXPECT_EQ(load(recipe).activation_bytes, (std::uint64_t{1} << 31U) + 4U * 192);
}

TEST(ProgramFacts, refuse_state) {
  ProgramRecipe recipe = convolution_recipe();
  recipe.model.mutable_description()->add_state()->set_name("cache");
  const auto facts = recipe.facts();
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(facts.error().message, HasSubstr("state: models that keep state"));
}

}  // namespace
}  // namespace muster
