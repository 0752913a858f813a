#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "model/coreml_test_support.h"
#include "support/message_of.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

/// A classifier of a grey image of 8×8 as an old NeuralNetwork: convolution, pooling, flatten, inner product.
spec::Model network_recipe() {
  spec::Model model;
  model.set_specificationversion(1);
  auto& description = *model.mutable_description();
  auto& input = *description.add_input();
  input.set_name("image");
  auto& image = *input.mutable_type()->mutable_imagetype();
  image.set_height(8), image.set_width(8), image.set_colorspace(spec::ImageFeatureType::GRAYSCALE);
  description.add_output()->set_name("scores");
  description.mutable_output(0)->mutable_type()->mutable_dictionarytype()->mutable_int64keytype();
  description.set_predictedprobabilitiesname("scores");
  auto& network = *model.mutable_neuralnetworkclassifier();
  for (const std::int64_t label : {7, 8, 9}) network.mutable_int64classlabels()->add_vector(label);
  const auto add = [&](const std::string& from, const std::string& to) -> spec::NeuralNetworkLayer& {
    auto& layer = *network.add_layers();
    layer.set_name(to);
    layer.add_input(from), layer.add_output(to);
    return layer;
  };
  auto& convolution = *add("image", "a").mutable_convolution();
  convolution.set_outputchannels(2), convolution.set_kernelchannels(1);
  convolution.mutable_valid();
  for (int i = 0; i < 18; ++i) convolution.mutable_weights()->add_floatvalue(1);
  auto& pooling = *add("a", "b").mutable_pooling();
  for (int i = 0; i < 2; ++i) pooling.add_kernelsize(2), pooling.add_stride(2);
  pooling.mutable_includelastpixel();
  add("b", "c").mutable_flatten();
  auto& inner = *add("c", "scores").mutable_innerproduct();
  inner.set_inputchannels(18), inner.set_outputchannels(3);
  inner.mutable_weights()->set_float16value(std::string(108, '\0'));
  return model;
}

Model load(const spec::Model& message) {
  auto facts = facts_of(message);
  EXPECT_TRUE(facts) << message_of(facts);
  return std::move(facts).value_or(Model{});
}

TEST(NetworkFacts, tell_what_the_network_ends_in) {
  EXPECT_EQ(load(network_recipe()).output_activation, "none");
  EXPECT_EQ(load(network_recipe()).output_operator, "innerProduct");
  const auto ends_in = [](const auto& make) {
    spec::Model message = network_recipe();
    auto& network = *message.mutable_neuralnetworkclassifier();
    network.mutable_layers(network.layers_size() - 1)->set_output(0, "logits");
    auto& last = *network.add_layers();
    last.set_name("last"), last.add_input("logits"), last.add_output("scores");
    make(last);
    return load(message).output_activation;
  };
  EXPECT_EQ(ends_in([](auto& layer) { layer.mutable_softmax(); }), "softmax");
  EXPECT_EQ(ends_in([](auto& layer) { layer.mutable_activation()->mutable_sigmoid(); }), "sigmoid");
  EXPECT_EQ(ends_in([](auto& layer) { layer.mutable_activation()->mutable_relu(); }), "none");
}

TEST(NetworkFacts, follow_shapes_and_count_multiply_accumulates) {
  const Model model = load(network_recipe());
  EXPECT_EQ(model.multiply_accumulates, 36U * 2 * 9 + 18U * 3);
  EXPECT_EQ(model.parameter_count, 18U + 54U);
  EXPECT_THAT(model.bytes_by_type, ElementsAre(Pair("float16", 108U), Pair("float32", 72U)));
  EXPECT_THAT(model.uncounted_operators, IsEmpty());
  EXPECT_EQ(model.required_system, "iOS 11");
  EXPECT_THAT(model.labels, ElementsAre("7", "8", "9"));
  EXPECT_THAT(model.outputs.at(0).shape, ElementsAre(1, 3));
  EXPECT_THAT(model.inputs.at(0).shape, ElementsAre(1, 8, 8, 1));
  EXPECT_EQ(not_a_classifier(model), std::nullopt);
}

TEST(NetworkFacts, leave_uncounted_what_is_behind_a_layer_that_is_not_followed) {
  spec::Model message = network_recipe();
  message.mutable_neuralnetworkclassifier()->mutable_layers(1)->mutable_crop();
  const Model model = load(message);
  EXPECT_EQ(model.multiply_accumulates, 36U * 2 * 9);
  EXPECT_THAT(model.uncounted_operators, ElementsAre("innerProduct"));
}

TEST(NetworkFacts, name_palettes_and_linear_quantization) {
  spec::Model message = network_recipe();
  auto& network = *message.mutable_neuralnetworkclassifier();
  auto& weights = *network.mutable_layers(0)->mutable_convolution()->mutable_weights();
  weights.Clear();
  weights.set_rawvalue(std::string(9, '\0'));
  weights.mutable_quantization()->set_numberofbits(4);
  for (int i = 0; i < 16; ++i) weights.mutable_quantization()->mutable_lookuptablequantization()->add_floatvalue(1);
  auto& second = *network.mutable_layers(3)->mutable_innerproduct()->mutable_weights();
  second.Clear();
  second.set_rawvalue(std::string(54, '\0'));
  second.mutable_quantization()->set_numberofbits(8);
  second.mutable_quantization()->mutable_linearquantization()->add_scale(1);
  const Model model = load(message);
  EXPECT_THAT(model.bytes_by_type, ElementsAre(Pair("palette, 4 bits", 9U + 64U), Pair("uint8 linear", 58U)));
  EXPECT_EQ(model.parameter_count, 18U + 54U);
}

TEST(NetworkFacts, tell_scale_and_bias_in_the_models_own_order_of_colours) {
  spec::Model message = network_recipe();
  auto& image = *message.mutable_description()->mutable_input(0)->mutable_type()->mutable_imagetype();
  auto& step = *message.mutable_neuralnetworkclassifier()->add_preprocessing();
  step.mutable_scaler()->set_channelscale(0.5F);
  step.mutable_scaler()->set_redbias(1), step.mutable_scaler()->set_greenbias(2);
  step.mutable_scaler()->set_bluebias(3), step.mutable_scaler()->set_graybias(4);
  using Image = spec::ImageFeatureType;
  for (const auto& [space, colour, bias] : std::vector<std::tuple<Image::ColorSpace, std::string, std::vector<float>>>{
           {Image::RGB, "rgb", {1, 2, 3}}, {Image::BGR, "bgr", {3, 2, 1}}, {Image::GRAYSCALE, "grey", {4}}}) {
    image.set_colorspace(space);
    const ImageInput input = load(message).image_input.value_or(ImageInput{});
    EXPECT_EQ(input.colour, colour);
    EXPECT_EQ(input.scale, 0.5F);
    EXPECT_EQ(input.bias, bias);
  }
}

TEST(NetworkFacts, refuse_layers_that_read_what_comes_later) {
  spec::Model message = network_recipe();
  message.mutable_neuralnetworkclassifier()->mutable_layers(0)->set_input(0, "c");
  EXPECT_THAT(message_of(facts_of(message)), HasSubstr("'a' reads 'c', which nothing before it computes"));
}

TEST(NetworkFacts, refuse_weights_larger_than_what_is_stored) {
  spec::Model message = network_recipe();
  message.mutable_neuralnetworkclassifier()->mutable_layers(0)->mutable_convolution()->set_outputchannels(1U << 31U);
  EXPECT_THAT(message_of(facts_of(message)), HasSubstr("have only 18"));
}

TEST(NetworkFacts, survive_sizes_that_overflow) {
  spec::Model message = network_recipe();
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  auto& image = *message.mutable_description()->mutable_input(0)->mutable_type()->mutable_imagetype();
  auto& convolution = *message.mutable_neuralnetworkclassifier()->mutable_layers(0)->mutable_convolution();
  for (const std::int64_t size : {kMost, std::int64_t{0}, std::int64_t{-1}}) {
    image.set_height(size), image.set_width(size);
    EXPECT_THAT(load(message).uncounted_operators, ElementsAre("convolution", "innerProduct"));
  }
  image.set_height(8), image.set_width(8);
  for (int i = 0; i < 2; ++i) convolution.add_stride(std::numeric_limits<std::uint64_t>::max());
  EXPECT_THAT(load(message).uncounted_operators, ElementsAre("innerProduct"));
}

TEST(NetworkFacts, list_custom_layers) {
  spec::Model message = network_recipe();
  message.mutable_neuralnetworkclassifier()->mutable_layers(1)->mutable_custom()->set_classname("MyLayer");
  const Model model = load(message);
  EXPECT_THAT(model.custom_operators, ElementsAre("MyLayer"));
  EXPECT_THAT(model.uncounted_operators, ElementsAre("MyLayer", "innerProduct"));
}

TEST(CoremlFacts, tell_metadata_and_bound_it) {
  spec::Model message = network_recipe();
  auto& metadata = *message.mutable_description()->mutable_metadata();
  metadata.set_author(std::string(10'000, 'a'));
  metadata.set_license("MIT");
  const Model model = load(message);
  EXPECT_EQ(model.author.size(), 512U);
  EXPECT_EQ(model.licence, "MIT");
}

TEST(CoremlFacts, know_the_system_of_every_specification) {
  spec::Model message = network_recipe();
  const std::vector<std::string> systems = {"iOS 11", "iOS 11.2", "iOS 12", "iOS 13", "iOS 14",
                                            "iOS 15", "iOS 16",   "iOS 17", "iOS 18", "iOS 26"};
  for (std::size_t i = 0; i < systems.size(); ++i) {
    message.set_specificationversion(static_cast<int>(i) + 1);
    EXPECT_EQ(load(message).required_system, systems[i]);
  }
  message.set_specificationversion(11);
  EXPECT_EQ(load(message).required_system, "");
  EXPECT_THAT(load(message).warnings, ElementsAre("specification version 11 is not known here"));
}

TEST(CoremlFacts, tell_flexible_sizes_for_people) {
  spec::Model message = network_recipe();
  auto& image = *message.mutable_description()->mutable_input(0)->mutable_type()->mutable_imagetype();
  for (const std::uint64_t side : {8U, 64U, 96U}) {
    auto& size = *image.mutable_enumeratedsizes()->add_sizes();
    size.set_height(side), size.set_width(side + 1);
  }
  image.mutable_enumeratedsizes()->mutable_sizes(0)->set_width(8);
  EXPECT_EQ(load(message).image_input.value_or(ImageInput{}).other_sizes, "64×65, 96×97");
  auto& range = *image.mutable_imagesizerange();
  range.mutable_heightrange()->set_lowerbound(32), range.mutable_heightrange()->set_upperbound(512);
  range.mutable_widthrange()->set_lowerbound(32), range.mutable_widthrange()->set_upperbound(-1);
  EXPECT_EQ(load(message).image_input.value_or(ImageInput{}).other_sizes, "32 to 512 × 32 or more");
}

TEST(CoremlFacts, take_arrays_with_channels_first_for_images) {
  spec::Model message = network_recipe();
  auto& array = *message.mutable_description()->mutable_input(0)->mutable_type()->mutable_multiarraytype();
  array.set_datatype(spec::ArrayFeatureType::FLOAT32);
  for (const std::int64_t size : {3, 8, 8}) array.add_shape(size);
  const Model model = load(message);
  EXPECT_TRUE(model.inputs.at(0).channels_first);
  EXPECT_THAT(model.inputs[0].shape, ElementsAre(3, 8, 8));
  EXPECT_FALSE(model.image_input);
  array.set_shape(0, 5);
  EXPECT_FALSE(load(message).inputs.at(0).channels_first);
}

TEST(CoremlFacts, find_the_network_inside_a_pipeline) {
  spec::Model pipeline;
  pipeline.set_specificationversion(4);
  *pipeline.mutable_pipelineclassifier()->mutable_pipeline()->add_models() = network_recipe();
  const Model model = load(pipeline);
  EXPECT_EQ(model.required_system, "iOS 13");
  EXPECT_THAT(model.labels, ElementsAre("7", "8", "9"));
  pipeline.mutable_pipelineclassifier()->mutable_pipeline()->add_models()->mutable_nonmaximumsuppression();
  EXPECT_THAT(load(pipeline).warnings, ElementsAre(HasSubstr("nonMaximumSuppression is not looked at")));
}

TEST(CoremlFacts, refuse_by_name_what_cannot_be_run) {
  const std::vector<std::pair<std::function<void(spec::Model&)>, std::string>> kinds = {
      {[](spec::Model& m) { m.mutable_visionfeatureprint(); },
       "visionFeaturePrint: the weights of this part live in Apple's operating systems"},
      {[](spec::Model& m) { m.mutable_custommodel(); }, "customModel: its code lives in the app"},
      {[](spec::Model& m) { m.mutable_linkedmodel(); }, "linkedModel: the model that it stands for is another file"},
      {[](spec::Model& m) { m.mutable_serializedmodel(); }, "serializedModel: its content is closed"},
      {[](spec::Model& m) { m.mutable_treeensembleclassifier(); }, "treeEnsembleClassifier: not a vision network"},
      {[](spec::Model& m) { m.mutable_supportvectorclassifier(); }, "supportVectorClassifier: not a vision network"},
      {[](spec::Model& m) { m.mutable_textclassifier(); }, "textClassifier: not a vision network"},
      {[](spec::Model& m) { m.mutable_soundanalysispreprocessing(); }, "soundAnalysisPreprocessing: not a vision"},
      {[](spec::Model& m) { m.mutable_scaler(); }, "scaler: no network"},
      {[](spec::Model& m) { m.mutable_pipeline(); }, "pipeline: it holds 0 networks"},
      {[](spec::Model& m) {
         *m.mutable_pipeline()->add_models() = network_recipe();
         *m.mutable_pipeline()->add_models() = network_recipe();
       },
       "pipeline: it holds 2 networks"},
      {[](spec::Model& m) {
         m.mutable_pipelineclassifier()->mutable_pipeline()->add_models()->mutable_glmclassifier();
         m.mutable_pipelineclassifier()->mutable_pipeline()->add_models()->mutable_visionfeatureprint();
       },
       "visionFeaturePrint: the weights"}};
  for (const auto& [fill, words] : kinds) {
    spec::Model message;
    message.set_specificationversion(4);
    fill(message);
    const auto facts = facts_of(message);
    ASSERT_FALSE(facts) << words;
    EXPECT_EQ(facts.error().code, ErrorCode::kUnsupported);
    EXPECT_THAT(facts.error().message, HasSubstr(words));
  }
}

TEST(CoremlFacts, refuse_a_message_without_a_model) {
  spec::Model message;
  message.set_specificationversion(4);
  EXPECT_THAT(message_of(facts_of(message)), HasSubstr("it holds no model of a kind that is known"));
}

}  // namespace
}  // namespace muster
