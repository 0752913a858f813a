#include "doctor/preparation_changes.h"

#include <gmock/gmock.h>

#include <map>

#include "data/load_preprocessing.h"
#include "image/prepare.h"
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
  EXPECT_THAT(
      ids, UnorderedElementsAre("colour:bgr", "normalisation:0-to-1", "normalisation:0-to-255",
                                "normalisation:imagenet", "normalisation:inverted-minus1-to-1", "normalisation:caffe",
                                "crop:none", "crop:central:1", "crop:letterbox", "orientation:stored"));
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

TEST(PreparationChanges, exchange_light_and_dark_of_grey_inputs_in_every_range) {
  Model model = classifier_facts(10);
  model.inputs[0].shape = {1, 28, 28, 1};
  const auto found = changes_of(model);
  EXPECT_EQ(found.at("normalisation:inverted").change.options, "--mean 255 --std -255");
  EXPECT_EQ(found.at("normalisation:inverted-minus1-to-1").change.options, "--mean 127.5 --std -127.5");
  EXPECT_EQ(found.at("normalisation:inverted-0-to-255").change.options, "--mean 255 --std -1");
  PreprocessingOptions options;
  options.mean = {33.3F}, options.std = {78.6F};
  EXPECT_EQ(changes_of(model, options).at("normalisation:inverted-as-stated").change.options,
            "--mean 221.7 --std -78.6");
}

TEST(PreparationChanges, exchange_light_and_dark_of_colours_in_the_stated_range) {
  PreprocessingOptions options;
  const auto ids = [&] {
    std::vector<std::string> inverted;
    for (const auto& [id, change] : changes_of(classifier_facts(10), options))
      if (id.find("inverted") != std::string::npos) inverted.push_back(id + " " + change.change.options);
    return inverted;
  };
  EXPECT_THAT(ids(), ElementsAre("normalisation:inverted-minus1-to-1 --mean 127.5 --std -127.5"));
  options.mean = {0}, options.std = {255};
  EXPECT_THAT(ids(), ElementsAre("normalisation:inverted --mean 255 --std -255"));
  options.mean = {0}, options.std = {1};
  EXPECT_THAT(ids(), ElementsAre("normalisation:inverted-0-to-255 --mean 255 --std -1"));
  options.mean = {123.675F, 116.28F, 103.53F}, options.std = {58.395F, 57.12F, 57.375F};
  EXPECT_THAT(ids(), ElementsAre("normalisation:inverted-imagenet --mean 131.325,138.72,151.47 "
                                 "--std -58.395,-57.12,-57.375"));
}

/// The first byte of the tensor of a photo that is all of one grey.
std::int64_t byte_of(const Preprocessing& preprocessing, const Model& model, std::uint8_t grey) {
  const auto size = static_cast<std::size_t>(element_count(model.inputs[0]));
  std::vector<std::byte> tensor(size);
  const Pixels pixels{224, 224, 3, std::vector<float>(size, grey)};
  EXPECT_TRUE(encode_input(pixels, preprocessing, model.inputs[0], tensor));
  const auto byte = std::to_integer<std::uint8_t>(tensor[0]);
  return model.inputs[0].element_type == ElementType::kInt8 ? static_cast<std::int8_t>(byte) : byte;
}

TEST(PreparationChanges, exchange_light_and_dark_of_raw_integers) {
  Model uint8 = quantized(ElementType::kUInt8, 0.0078125F, 128);
  const Preprocessing of_bytes = changes_of(uint8).at("normalisation:inverted-raw").preprocessing;
  Model int8 = quantized(ElementType::kInt8, 0.0078125F, 0);
  const Preprocessing less_128 = changes_of(int8).at("normalisation:inverted-raw").preprocessing;
  for (const int grey : {0, 1, 77, 128, 254, 255}) {
    EXPECT_EQ(byte_of(of_bytes, uint8, static_cast<std::uint8_t>(grey)), 255 - grey);
    EXPECT_EQ(byte_of(less_128, int8, static_cast<std::uint8_t>(grey)), 127 - grey);
  }
}

TEST(PreparationChanges, name_no_tensor_twice) {
  Model model = quantized(ElementType::kUInt8, 1.0F / 255, 0);  // raw pixels are numbers from 0 to 1
  model.inputs[0].shape = {1, 28, 28, 1};
  const auto found = changes_of(model);
  EXPECT_THAT(found, Contains(Key("normalisation:inverted")));
  EXPECT_THAT(found, Not(Contains(Key("normalisation:inverted-raw"))));
}

}  // namespace
}  // namespace muster
