#include "runtime/coreml/translate_network.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/unknown_field_set.h>

#include "runtime/coreml/run_network.h"

namespace muster {
namespace {

using CoreML::Specification::Model;
using testing::ElementsAre;
using testing::HasSubstr;

Model parse(const std::string& text) {
  Model model;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &model)) << text;
  return model;
}

std::string refusal_of(const std::string& text) {
  return message_of(translate_network(parse(text)));
}

ErrorCode code_of(const std::string& text) {
  const auto network = translate_network(parse(text));
  return network ? ErrorCode::kInternal : network.error().code;
}

/// Runs a network on bytes.
std::vector<float> run(const std::string& text, const std::vector<std::uint8_t>& pixels) {
  const auto network = translate_network(parse(text));
  EXPECT_TRUE(network) << message_of(network);
  return network ? run_model(*network, std::as_bytes(std::span(pixels))) : std::vector<float>{};
}

std::string image(const std::string& colours, const std::string& size = "width: 2 height: 1") {
  return "input { name: 'image' type { imageType { " + size + " colorSpace: " + colours + " } } } ";
}

/// A model that gives an input back as the layers see it.
std::string echo(const std::string& inputs, const std::string& network) {
  return "description { " + inputs + " output { name: 'seen' type { multiArrayType {} } } } neuralNetwork { " +
         network + " layers { name: 'echo' input: 'image' output: 'seen' copy {} } }";
}

const std::string kScaler =
    "preprocessing { scaler { channelScale: 2 redBias: 100 greenBias: 200 blueBias: 300 grayBias: 400 } }";
const std::string kTwoPixels = "imageInputShapeMapping: RANK4_IMAGE_MAPPING " + kScaler;

TEST(TranslateNetwork, colours_and_their_biases_stand_in_the_declared_order) {
  const std::vector<std::uint8_t> pixels{1, 2, 3, 4, 5, 6};
  EXPECT_THAT(run(echo(image("RGB"), kTwoPixels), pixels), ElementsAre(102, 108, 204, 210, 306, 312));
  EXPECT_THAT(run(echo(image("BGR"), kTwoPixels), pixels), ElementsAre(302, 308, 204, 210, 106, 112));
  EXPECT_THAT(run(echo(image("GRAYSCALE"), kTwoPixels), {1, 255}), ElementsAre(402, 910));
}

TEST(TranslateNetwork, a_mean_image_is_taken_off) {
  EXPECT_THAT(
      run(echo(image("GRAYSCALE"), "preprocessing { featureName: 'image' meanImage { meanImage: [1, 5] } }"), {10, 20}),
      ElementsAre(9, 15));
}

TEST(TranslateNetwork, shapes_are_mapped_as_the_network_wants_them) {
  const auto shape_seen = [](const std::string& inputs, const std::string& network) {
    const auto made = translate_network(parse(echo(inputs, network)));
    EXPECT_TRUE(made) << message_of(made);
    return made ? (*made)->output(0).get_shape() : ov::Shape{};
  };
  const auto array = [](const std::string& shape) {
    return "input { name: 'image' type { multiArrayType { shape: " + shape + " } } }";
  };
  EXPECT_THAT(shape_seen(image("RGB"), ""), ElementsAre(1, 1, 3, 1, 2));
  EXPECT_THAT(shape_seen(image("RGB"), "imageInputShapeMapping: RANK4_IMAGE_MAPPING"), ElementsAre(1, 3, 1, 2));
  EXPECT_THAT(shape_seen(array("[4]"), ""), ElementsAre(1, 1, 4, 1, 1));
  EXPECT_THAT(shape_seen(array("[4, 5, 6]"), ""), ElementsAre(1, 1, 4, 5, 6));
  EXPECT_THAT(shape_seen(array("[4, 5]"), "arrayInputShapeMapping: EXACT_ARRAY_MAPPING"), ElementsAre(4, 5));
  EXPECT_THAT(refusal_of(echo(image("RGB"), "imageInputShapeMapping: 7")), HasSubstr("mapping of input shapes"));
  EXPECT_THAT(refusal_of(echo(array("[4, 5]"), "")), HasSubstr("neither 1 nor 3 dimensions"));
}

TEST(TranslateNetwork, an_image_is_taken_as_bytes_in_its_default_size) {
  const auto network = translate_network(
      parse(echo(image("RGB", "width: 4 height: 2 enumeratedSizes { sizes { width: 8 height: 4 } }"), "")));
  ASSERT_TRUE(network) << message_of(network);
  EXPECT_EQ((*network)->input(0).get_element_type(), ov::element::u8);
  EXPECT_THAT((*network)->input(0).get_shape(), ElementsAre(1, 2, 4, 3));
  EXPECT_EQ((*network)->input(0).get_any_name(), "image");
}

std::string classifier(const std::string& rest) {
  return "description { " + image("GRAYSCALE") +
         " output { name: 'label' type { stringType {} } } output { name: 'odds' type { dictionaryType {} } } "
         "predictedFeatureName: 'label' predictedProbabilitiesName: 'odds' } neuralNetworkClassifier { "
         "layers { name: 'a' input: 'image' output: 'odds' copy {} } "
         "layers { name: 'b' input: 'image' output: 'others' multiply { alpha: 2 } } " +
         rest + " }";
}

TEST(TranslateNetwork, a_classifier_gives_its_probabilities_alone) {
  EXPECT_THAT(run(classifier(""), {1, 2}), ElementsAre(1, 2));
  EXPECT_THAT(run(classifier("labelProbabilityLayerName: 'others'"), {1, 2}), ElementsAre(2, 4));
  const auto network = translate_network(parse(classifier("")));
  ASSERT_TRUE(network);
  EXPECT_EQ((*network)->outputs().size(), 1u);
  EXPECT_THAT((*network)->output(0).get_shape(), ElementsAre(1, 2));
  EXPECT_THAT(refusal_of(classifier("stringClassLabels { vector: ['a', 'b', 'c'] }")),
              HasSubstr("2 probabilities for 3 labels"));
  EXPECT_THAT(refusal_of(classifier("labelProbabilityLayerName: 'none'")), HasSubstr("output 'none'"));
}

TEST(TranslateNetwork, outputs_stand_in_the_declared_order) {
  const std::string text = "description { " + image("GRAYSCALE") +
                           " output { name: 'b' type { multiArrayType {} } } "
                           " output { name: 'a' type { multiArrayType { shape: 2 } } } } neuralNetworkRegressor { "
                           "layers { name: 'x' input: 'image' output: 'a' copy {} } "
                           "layers { name: 'y' input: 'a' output: 'b' multiply { alpha: 3 } } }";
  EXPECT_THAT(run(text, {1, 2}), ElementsAre(3, 6, 1, 2));
  EXPECT_THAT((*translate_network(parse(text)))->output(1).get_shape(), ElementsAre(2));
}

std::string with_layers(const std::string& layers) {
  return "description { " + image("GRAYSCALE") + " output { name: 'out' type { multiArrayType {} } } } " +
         "neuralNetwork { " + layers + " }";
}

TEST(TranslateNetworkRefused, all_types_that_are_missing_at_once) {
  const std::string text = with_layers(
      "layers { name: 'x' input: 'image' output: 'a' custom {} } layers { name: 'y' input: 'a' output: 'b' gru {} } "
      "layers { name: 'z' input: 'b' output: 'out' custom {} } layers { name: 'w' }");
  EXPECT_EQ(
      refusal_of(text),
      "layers that are not supported: custom 'x' (and 1 more), gru 'y', layer of an unknown type 'w'; the code of "
      "custom ones lives in the app, not in the file; convert the model with others, or bring "
      "predictions from a device (--predictions)");
  EXPECT_EQ(code_of(text), ErrorCode::kUnsupported);
}

TEST(TranslateNetworkRefused, fields_that_are_not_used) {
  EXPECT_EQ(refusal_of(with_layers("layers { name: 'p' input: 'image' output: 'out' constantPad { "
                                   "padToGivenOutputSizeMode: true } }")),
            "constantPad 'p': field padToGivenOutputSizeMode is not supported");
  Model newer = parse(with_layers("layers { name: 's' input: 'image' output: 'out' softmax {} }"));
  auto* softmax = newer.mutable_neuralnetwork()->mutable_layers(0)->mutable_softmax();
  softmax->GetReflection()->MutableUnknownFields(softmax)->AddVarint(57, 1);
  EXPECT_EQ(message_of(translate_network(newer)),
            "softmax 's': unknown field 57 of CoreML.Specification.SoftmaxLayerParams");
  EXPECT_THAT(refusal_of(echo("input { name: 'image' type { isOptional: true multiArrayType { shape: 1 } } }", "")),
              HasSubstr("input 'image': field isOptional"));
}

TEST(TranslateNetworkRefused, blobs_that_nothing_makes_yet) {
  EXPECT_EQ(refusal_of(with_layers("layers { name: 'a' input: 'b' output: 'out' copy {} } "
                                   "layers { name: 'c' input: 'out' output: 'b' copy {} }")),
            "copy 'a': no earlier layer makes 'b'");
  EXPECT_THAT(refusal_of(with_layers("layers { name: 'a' input: 'image' output: 'image' copy {} }")),
              HasSubstr("copy 'a': 'image' is made twice"));
  EXPECT_THAT(refusal_of(with_layers("")), HasSubstr("output 'out': no layer makes it"));
  EXPECT_THAT(refusal_of("description { " + image("RGB") + " } neuralNetwork {}"), HasSubstr("without an output"));
  EXPECT_EQ(code_of(with_layers("")), ErrorCode::kMalformed);
}

TEST(TranslateNetworkRefused, names_are_printable) {
  EXPECT_THAT(refusal_of(with_layers(R"(layers { name: "\033[2J" custom {} })")), HasSubstr(R"(custom '\x1B[2J')"));
}

TEST(TranslateNetworkRefused, outputs_that_contradict_the_declared_ones) {
  const auto declaring = [](const std::string& shape) {
    return "description { input { name: 'x' type { multiArrayType { shape: 6 } } } output { name: 'y' type { "
           "multiArrayType { shape: " +
           shape + " } } } } neuralNetwork { layers { name: 'c' input: 'x' output: 'y' copy {} } }";
  };
  EXPECT_EQ(refusal_of(declaring("[2, 3]")), "no error");
  EXPECT_EQ(refusal_of(declaring("[2, 2]")), "output 'y': the network makes 1×1×6×1×1, where 2×2 is declared");
  EXPECT_EQ(code_of(declaring("[2, 2]")), ErrorCode::kMalformed);
}

TEST(TranslateNetworkRefused, ranks_that_contradict_the_declared_ones) {
  EXPECT_THAT(
      refusal_of(with_layers("layers { name: 'a' input: 'image' output: 'out' inputTensor { rank: 2 } copy {} }")),
      HasSubstr("a blob of rank 5 declared as of rank 2"));
}

TEST(TranslateNetworkRefused, sizes_that_are_none_or_too_large) {
  const auto of_size = [](const std::string& size) { return refusal_of(echo(image("RGB", size), "")); };
  EXPECT_THAT(of_size("width: 0 height: 1"), HasSubstr("input 'image': width: 0"));
  EXPECT_THAT(of_size("width: 1 height: -1"), HasSubstr("height"));
  EXPECT_THAT(of_size("width: 100000 height: 100000"), HasSubstr("too large"));
  EXPECT_THAT(refusal_of(echo("input { name: 'image' type { multiArrayType { shape: [1024, 1024, 512] } } }", "")),
              HasSubstr("input 'image': an array of 1024×1024×512 values"));
  EXPECT_THAT(refusal_of(echo("input { name: 'image' type { multiArrayType { shape: [-1] } } }", "")),
              HasSubstr("shape"));
}

TEST(TranslateNetworkRefused, preprocessing_of_what_is_no_image) {
  EXPECT_THAT(refusal_of(echo(image("RGB"), "preprocessing { featureName: 'other' scaler { channelScale: 1 } }")),
              HasSubstr("'other'"));
  EXPECT_THAT(refusal_of(echo(image("RGB"), "preprocessing { scaler {} }")), HasSubstr("channelScale"));
  EXPECT_THAT(refusal_of(echo(image("RGB"), "preprocessing { meanImage { meanImage: 1 } }")),
              HasSubstr("a mean image of 1 values"));
  EXPECT_THAT(refusal_of(echo("input { name: 'image' type { multiArrayType { shape: 1 } } }", kScaler)),
              HasSubstr("preprocessing of an array"));
  EXPECT_THAT(refusal_of(echo(image("GRAYSCALE_FLOAT16"), "")), HasSubstr("colorSpace"));
  EXPECT_THAT(refusal_of(echo("input { name: 'image' type { stringType {} } }", "")), HasSubstr("stringType"));
}

TEST(TranslateNetworkRefused, other_kinds_of_models_and_outputs) {
  EXPECT_EQ(refusal_of("identity {}"), "not a neural network");
  EXPECT_THAT(refusal_of("description { " + image("RGB") +
                         " output { name: 'image' type { imageType {} } } } "
                         "neuralNetwork {}"),
              HasSubstr("output 'image': an image"));
}

/// A graph is taken down by recursion: the longest that is accepted must not end the process.
TEST(TranslateNetwork, long_networks_end_well) {
  Model model = parse(with_layers(""));
  for (int i = 0; i < 20'000; ++i) {
    auto& layer = *model.mutable_neuralnetwork()->add_layers();
    layer.mutable_activation()->mutable_relu();
    layer.add_input(i == 0 ? "image" : std::to_string(i - 1));
    layer.add_output(i == 19'999 ? "out" : std::to_string(i));
  }
  EXPECT_TRUE(translate_network(model));
  model.mutable_neuralnetwork()->add_layers();
  EXPECT_EQ(message_of(translate_network(model)), "20001 layers");
}

TEST(TranslateNetwork, constant_indices_outside_are_refused) {
  const auto gathering = [](const std::string& index) {
    return "description { input { name: 'x' type { multiArrayType { shape: 3 } } } "
           "output { name: 'y' type { multiArrayType {} } } } "
           "neuralNetwork { arrayInputShapeMapping: EXACT_ARRAY_MAPPING "
           "layers { name: 'i' output: 'i' loadConstantND { shape: 1 data { floatValue: " +
           index + " } } } layers { name: 'g' input: 'x' input: 'i' output: 'y' gather {} } }";
  };
  EXPECT_EQ(refusal_of(gathering("-3")), "no error");
  EXPECT_EQ(refusal_of(gathering("3")), "gather 'g': an index outside of a dimension of 3");
  EXPECT_EQ(refusal_of(gathering("-4")), "gather 'g': an index outside of a dimension of 3");
}

}  // namespace
}  // namespace muster
