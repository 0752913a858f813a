#include "doctor/preparation_changes.h"

#include <gmock/gmock.h>

#include <map>

#include "data/load_preprocessing.h"
#include "support/classifier_facts.h"

namespace muster {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;
using testing::Not;
using testing::UnorderedElementsAre;

std::map<std::string, PreparationChange> changes_of(const Model& model, const PreprocessingOptions& options = {}) {
  const auto stated = resolve_preprocessing(options, {}, model);
  EXPECT_TRUE(stated);
  std::map<std::string, PreparationChange> found;
  if (stated)
    for (const PreparationChange& change : suspected_preparations(*stated, model))
      found.emplace(change.change.id, change);
  return found;
}

Model quantized(ElementType type, float scale, std::int64_t zero_point) {
  Model model = classifier_facts(10);
  model.inputs[0].element_type = type;
  model.inputs[0].quantization = Quantization{{scale}, {zero_point}, 0};
  return model;
}

TEST(PreparationChanges, of_a_float_input_are_all_usual_mistakes_but_what_is_stated) {
  std::vector<std::string> ids;
  for (const auto& [id, change] : changes_of(classifier_facts(10))) ids.push_back(id);
  EXPECT_THAT(ids, UnorderedElementsAre("colour:bgr", "normalisation:0-to-1", "normalisation:0-to-255",
                                        "normalisation:imagenet", "normalisation:caffe", "crop:none", "crop:central:1",
                                        "crop:letterbox", "orientation:stored"));
}

TEST(PreparationChanges, can_be_said_by_their_options) {
  const auto found = changes_of(classifier_facts(10));
  EXPECT_EQ(found.at("colour:bgr").change.options, "--colour bgr");
  EXPECT_EQ(found.at("normalisation:caffe").change.options, "--colour bgr --mean 103.939,116.779,123.68 --std 1");
  EXPECT_EQ(found.at("crop:none").change.options, "--crop none");
  PreprocessingOptions options;
  options.mean = {0}, options.std = {255};
  const auto as_stated = changes_of(classifier_facts(10), options);
  EXPECT_THAT(as_stated, Not(Contains(Key("normalisation:0-to-1"))));
  EXPECT_EQ(as_stated.at("normalisation:minus1-to-1").change.options, "--mean 127.5 --std 127.5");
}

TEST(PreparationChanges, order_means_as_the_channels_are) {
  PreprocessingOptions options;
  options.colour = "bgr";
  EXPECT_THAT(changes_of(classifier_facts(10), options).at("normalisation:imagenet").preprocessing.mean,
              ElementsAre(103.53F, 116.28F, 123.675F));
}

TEST(PreparationChanges, of_integers_are_the_raw_pixel_too) {
  PreprocessingOptions options;
  options.mean = {0}, options.std = {255};
  const auto uint8 = changes_of(quantized(ElementType::kUInt8, 1.0F / 128, 128), options);
  EXPECT_EQ(uint8.at("encoding:raw").preprocessing.encoding, Encoding::kRawPixel);
  EXPECT_THAT(uint8, Not(Contains(Key("encoding:uint8-bytes"))));
  const auto int8 = changes_of(quantized(ElementType::kInt8, 1.0F / 128, 0), options);
  EXPECT_EQ(int8.at("encoding:raw").preprocessing.encoding, Encoding::kPixelMinus128);
  EXPECT_EQ(int8.at("encoding:raw").change.options, "--mean raw");
  EXPECT_THAT(int8.at("encoding:raw").change.advice, HasSubstr("mean = \"raw\" in MODEL.muster.toml"));
  EXPECT_EQ(int8.at("encoding:uint8-bytes").preprocessing.encoding, Encoding::kRawPixel);
  EXPECT_EQ(
      changes_of(quantized(ElementType::kUInt8, 1.0F / 128, 128)).at("normalisation:0-to-1").preprocessing.encoding,
      Encoding::kQuantized);
}

TEST(PreparationChanges, of_an_image_input_leave_to_the_model_what_is_inside_it) {
  Model model = quantized(ElementType::kUInt8, 1, 0);
  model.image_input = ImageInput{"rgb", 1, {}, ""};
  const auto found = changes_of(model);
  EXPECT_THAT(found, Not(Contains(Key("normalisation:0-to-1"))));
  EXPECT_EQ(found.at("colour:bgr").change.options, "");
  EXPECT_THAT(found.at("colour:bgr").change.advice, HasSubstr("The model's file says that its image input takes rgb"));
}

TEST(PreparationChanges, of_grey_inputs_have_no_colours_but_may_be_inverted) {
  Model model = classifier_facts(10);
  model.inputs[0].shape = {1, 28, 28, 1};
  const auto found = changes_of(model);
  EXPECT_THAT(found, Not(Contains(Key("colour:bgr"))));
  EXPECT_THAT(found, Not(Contains(Key("normalisation:caffe"))));
  EXPECT_EQ(found.at("normalisation:inverted").change.options, "--mean 255 --std -255");
}

}  // namespace
}  // namespace muster
