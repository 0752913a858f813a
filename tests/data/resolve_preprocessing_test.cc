#include <gmock/gmock.h>

#include <limits>

#include "base/text.h"
#include "data/load_preprocessing.h"
#include "support/classifier_facts.h"
#include "support/message_of.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Model quantized(ElementType type, float scale, std::int64_t zero_point) {
  Model model = classifier_facts(10);
  model.inputs[0].element_type = type;
  model.inputs[0].quantization = Quantization{{scale}, {zero_point}, 0};
  return model;
}

PreprocessingOptions mean_std(std::vector<float> mean, std::vector<float> std) {
  PreprocessingOptions options;
  options.mean = std::move(mean), options.std = std::move(std);
  return options;
}

PreprocessingOptions preset(std::string name) {
  PreprocessingOptions options;
  options.preset = std::move(name);
  return options;
}

TEST(Preprocessing, defaults_for_float_inputs_are_called_defaults) {
  const auto p = resolve_preprocessing({}, {}, classifier_facts(10));
  ASSERT_TRUE(p) << message_of(p);
  EXPECT_EQ(p->encoding, Encoding::kFloat);
  EXPECT_THAT(p->mean, ElementsAre(127.5F));
  EXPECT_THAT(p->std, ElementsAre(127.5F));
  EXPECT_EQ(p->crop.kind, Crop::Kind::kCentral);
  EXPECT_EQ(p->crop_source, Source::kDefault);
  EXPECT_EQ(p->resize_source, Source::kDefault);
  EXPECT_EQ(p->mean_source, Source::kDefault);
}

TEST(Preprocessing, of_an_image_input_is_the_models_own) {
  Model model = quantized(ElementType::kUInt8, 1, 0);
  model.image_input = ImageInput{"bgr", 1, {}, ""};
  const auto p = resolve_preprocessing(preset("torchvision"), {}, model);
  ASSERT_TRUE(p) << message_of(p);
  EXPECT_EQ(p->encoding, Encoding::kRawPixel);
  EXPECT_EQ(p->colour, Colour::kBgr);
  EXPECT_EQ(p->colour_source, Source::kMetadata);
  EXPECT_EQ(p->mean_source, Source::kMetadata);
  EXPECT_THAT(p->mean, ElementsAre(0));
  EXPECT_EQ(p->crop.kind, Crop::Kind::kResizeShort);
  EXPECT_FALSE(resolve_preprocessing(mean_std({127}, {128}), {}, model));
}

TEST(Preprocessing, presets_are_what_their_peers_do) {
  const Model model = classifier_facts(10);
  const auto pillow = resolve_preprocessing(preset("pillow"), {}, model);
  EXPECT_EQ(to_string(pillow->crop), "central:0.875");
  EXPECT_EQ(pillow->resize, Resize::kPillowBilinear);
  EXPECT_EQ(pillow->crop_source, Source::kPreset);
  EXPECT_EQ(pillow->mean_source, Source::kDefault);
  EXPECT_EQ(pillow->preset, "pillow");
  const auto litert = resolve_preprocessing(preset("litert-eval"), {}, model);
  EXPECT_EQ(litert->crop.kind, Crop::Kind::kLitertCentral);
  EXPECT_EQ(litert->resize, Resize::kLitertBilinear);
  const auto torchvision = resolve_preprocessing(preset("torchvision"), {}, model);
  EXPECT_EQ(torchvision->crop.kind, Crop::Kind::kResizeShort);
  EXPECT_EQ(torchvision->crop.short_side, 256);
  EXPECT_THAT(torchvision->mean, ElementsAre(123.675F, 116.28F, 103.53F));
  EXPECT_THAT(torchvision->std, ElementsAre(58.395F, 57.12F, 57.375F));
  EXPECT_EQ(torchvision->mean_source, Source::kPreset);
  EXPECT_EQ(resolve_preprocessing(preset("stretch"), {}, model)->crop.kind, Crop::Kind::kNone);
  EXPECT_THAT(message_of(resolve_preprocessing(preset("pilow"), {}, model)), HasSubstr("did you mean 'pillow'?"));
}

TEST(Preprocessing, looks_at_exif_unless_told_otherwise) {
  EXPECT_EQ(resolve_preprocessing({}, {}, classifier_facts(10))->orientation, Orientation::kExif);
  PreprocessingOptions options;
  options.orientation = "stored";
  const auto p = resolve_preprocessing(options, {}, classifier_facts(10));
  EXPECT_EQ(p->orientation, Orientation::kStored);
  EXPECT_EQ(p->orientation_source, Source::kOption);
  options.orientation = "upright";
  EXPECT_THAT(message_of(resolve_preprocessing(options, {}, classifier_facts(10))), HasSubstr("exif, stored"));
}

TEST(Preprocessing, each_part_comes_from_the_first_who_states_it) {
  PreprocessingOptions options = preset("pillow");
  options.crop = "none";
  Sidecar sidecar;
  sidecar.preprocessing.crop = "resize:300", sidecar.preprocessing.resize = "area",
  sidecar.preprocessing.colour = "bgr";
  sidecar.preprocessing.mean = {1}, sidecar.preprocessing.std = {2};
  Model model = classifier_facts(10);
  model.normalisation = Normalisation{{3}, {4}};
  const auto p = resolve_preprocessing(options, sidecar, model);
  ASSERT_TRUE(p) << message_of(p);
  EXPECT_EQ(p->crop.kind, Crop::Kind::kNone);
  EXPECT_EQ(p->crop_source, Source::kOption);
  EXPECT_EQ(p->resize, Resize::kPillowBilinear);
  EXPECT_EQ(p->resize_source, Source::kPreset);
  EXPECT_EQ(p->colour, Colour::kBgr);
  EXPECT_EQ(p->colour_source, Source::kSidecar);
  EXPECT_THAT(p->mean, ElementsAre(1.0F));
  EXPECT_EQ(p->mean_source, Source::kSidecar);
}

TEST(Preprocessing, the_users_preset_replaces_the_sidecars) {
  Sidecar sidecar;
  sidecar.preprocessing.preset = "torchvision";
  const Model model = classifier_facts(10);
  const auto own = resolve_preprocessing({}, sidecar, model);
  EXPECT_EQ(own->preset, "torchvision");
  EXPECT_EQ(own->crop_source, Source::kSidecar);
  const auto replaced = resolve_preprocessing(preset("pillow"), sidecar, model);
  EXPECT_THAT(replaced->mean, ElementsAre(127.5F));
  EXPECT_EQ(replaced->mean_source, Source::kDefault);
}

TEST(Preprocessing, metadata_applies_to_float_inputs) {
  Model model = classifier_facts(10);
  model.normalisation = Normalisation{{127}, {128}};
  const auto p = resolve_preprocessing({}, {}, model);
  EXPECT_THAT(p->mean, ElementsAre(127.0F));
  EXPECT_EQ(p->mean_source, Source::kMetadata);
}

TEST(Preprocessing, metadata_does_not_apply_to_quantized_inputs) {
  Model model = quantized(ElementType::kUInt8, 0.0078125F, 128);
  model.normalisation = Normalisation{{127.5F}, {127.5F}};
  const auto p = resolve_preprocessing({}, {}, model);
  ASSERT_TRUE(p) << message_of(p);
  EXPECT_EQ(p->encoding, Encoding::kRawPixel);
  EXPECT_EQ(p->mean_source, Source::kQuantization);
}

TEST(Preprocessing, quantized_inputs_take_pixels_where_their_range_is_a_pixels) {
  const auto encoding = [](ElementType type, float scale, std::int64_t zero_point) -> std::optional<Encoding> {
    const auto p = resolve_preprocessing({}, {}, quantized(type, scale, zero_point));
    return p ? std::optional(p->encoding) : std::nullopt;
  };
  EXPECT_EQ(encoding(ElementType::kUInt8, 1.0F / 255, 0), Encoding::kRawPixel);
  EXPECT_EQ(encoding(ElementType::kUInt8, 1.0F / 127.5F, 127), Encoding::kRawPixel);
  EXPECT_EQ(encoding(ElementType::kUInt8, 1.0F, 0), Encoding::kRawPixel);
  EXPECT_EQ(encoding(ElementType::kInt8, 1.0F / 255, -128), Encoding::kPixelMinus128);
  EXPECT_EQ(encoding(ElementType::kInt8, 1.0F / 127.5F, -1), Encoding::kPixelMinus128);
  EXPECT_EQ(encoding(ElementType::kInt8, 1.0F, -128), Encoding::kPixelMinus128);
  EXPECT_EQ(encoding(ElementType::kInt8, 0.0187F, -14), std::nullopt) << "ImageNet mean and std";
  EXPECT_EQ(encoding(ElementType::kInt8, 1.0F, 0), std::nullopt);
  EXPECT_EQ(encoding(ElementType::kInt16, 1.0F / 255, 0), std::nullopt);
}

TEST(Preprocessing, the_range_may_be_off_by_three_percent_of_its_span) {
  const auto known = [](float scale) {
    return resolve_preprocessing({}, {}, quantized(ElementType::kUInt8, scale, 0)).has_value();
  };
  EXPECT_TRUE(known(1.029F / 255));
  EXPECT_FALSE(known(1.031F / 255));
  EXPECT_TRUE(known(0.971F / 255));
  EXPECT_FALSE(known(0.969F / 255));
}

TEST(Preprocessing, an_unknown_quantized_input_asks_for_mean_and_std) {
  const Model model = quantized(ElementType::kInt8, 0.0187F, -14);
  EXPECT_THAT(message_of(resolve_preprocessing({}, {}, model)), HasSubstr("give --mean and --std"));
  const auto p = resolve_preprocessing(preset("torchvision"), {}, model);
  ASSERT_TRUE(p) << message_of(p);
  EXPECT_EQ(p->encoding, Encoding::kQuantized);
  EXPECT_EQ(p->mean_source, Source::kPreset);
}

TEST(Preprocessing, stated_mean_and_std_are_quantized_even_where_pixels_would_fit) {
  const auto p =
      resolve_preprocessing(mean_std({127.5F}, {127.5F}), {}, quantized(ElementType::kUInt8, 0.0078125F, 128));
  EXPECT_EQ(p->encoding, Encoding::kQuantized);
  EXPECT_EQ(p->mean_source, Source::kOption);
}

TEST(Preprocessing, a_plain_uint8_input_takes_pixels_and_nothing_else) {
  Model model = classifier_facts(10);
  model.inputs[0].element_type = ElementType::kUInt8;
  EXPECT_EQ(resolve_preprocessing({}, {}, model)->encoding, Encoding::kRawPixel);
  EXPECT_EQ(resolve_preprocessing(mean_std({0}, {1}), {}, model)->encoding, Encoding::kRawPixel);
  EXPECT_THAT(message_of(resolve_preprocessing(mean_std({127}, {128}), {}, model)), HasSubstr("leave them out"));
}

TEST(Preprocessing, refuses_mean_and_std_that_make_no_sense) {
  const auto message = [](std::vector<float> mean, std::vector<float> std) {
    return message_of(resolve_preprocessing(mean_std(std::move(mean), std::move(std)), {}, classifier_facts(10)));
  };
  EXPECT_THAT(message({1, 2}, {1}), HasSubstr("option: 2 means and 1 stds for an input of 3 channels"));
  EXPECT_THAT(message({1}, {1, 0, 1}), HasSubstr("a std of 0"));
  EXPECT_THAT(message({std::numeric_limits<float>::quiet_NaN()}, {1}), HasSubstr("finite"));
  EXPECT_THAT(message({1}, {std::numeric_limits<float>::infinity()}), HasSubstr("finite"));
  EXPECT_THAT(message({1}, {}), HasSubstr("mean is given without std"));
  EXPECT_THAT(message({}, {1}), HasSubstr("std is given without mean"));
}

TEST(Preprocessing, names_who_stated_what_is_wrong) {
  Model model = classifier_facts(10);
  model.normalisation = Normalisation{{1, 2, 3, 4}, {1}};
  EXPECT_THAT(message_of(resolve_preprocessing({}, {}, model)), HasSubstr("model metadata: 4 means"));
  Sidecar sidecar;
  sidecar.preprocessing.crop = "round";
  EXPECT_THAT(message_of(resolve_preprocessing({}, sidecar, classifier_facts(10))), HasSubstr("sidecar file: "));
}

TEST(Preprocessing, refuses_inputs_that_hold_no_photo) {
  Model model = classifier_facts(10);
  model.inputs[0].element_type = ElementType::kString;
  EXPECT_EQ(resolve_preprocessing({}, {}, model).error().code, ErrorCode::kUnsupported);
  model.inputs.clear();
  EXPECT_EQ(resolve_preprocessing({}, {}, model).error().code, ErrorCode::kUnsupported);
}

PreprocessingOptions raw() {
  PreprocessingOptions options;
  options.pixels = "raw";
  return options;
}

TEST(Preprocessing, stated_raw_gives_the_pixels_as_they_are) {
  const auto uint8 = resolve_preprocessing(raw(), {}, quantized(ElementType::kUInt8, 1.0F / 128, 128));
  ASSERT_TRUE(uint8) << message_of(uint8);
  EXPECT_EQ(uint8->encoding, Encoding::kRawPixel);
  EXPECT_EQ(uint8->mean_source, Source::kOption);
  const auto int8 = resolve_preprocessing(raw(), {}, quantized(ElementType::kInt8, 0.0187F, -14));
  EXPECT_EQ(int8->encoding, Encoding::kPixelMinus128) << "also where no usual range fits";
  const auto floats = resolve_preprocessing(raw(), {}, classifier_facts(10));
  EXPECT_EQ(floats->encoding, Encoding::kFloat);
  EXPECT_THAT(floats->mean, ElementsAre(0));
  EXPECT_THAT(floats->std, ElementsAre(1));
  EXPECT_THAT(message_of(resolve_preprocessing(raw(), {}, quantized(ElementType::kInt16, 1, 0))),
              HasSubstr("mean raw is for inputs of float, uint8 and int8"));
}

TEST(Preprocessing, stated_raw_goes_before_numbers_of_those_who_say_less) {
  Sidecar sidecar;
  sidecar.preprocessing = mean_std({1}, {2});
  const Model model = quantized(ElementType::kUInt8, 1.0F / 255, 0);
  EXPECT_EQ(resolve_preprocessing(raw(), sidecar, model)->encoding, Encoding::kRawPixel);
  sidecar.preprocessing = raw();
  EXPECT_EQ(resolve_preprocessing({}, sidecar, model)->mean_source, Source::kSidecar);
  EXPECT_EQ(resolve_preprocessing(mean_std({1}, {2}), sidecar, model)->encoding, Encoding::kQuantized);
  PreprocessingOptions both = raw();
  both.std = {1};
  EXPECT_THAT(message_of(resolve_preprocessing(both, {}, model)), HasSubstr("leave std out"));
  EXPECT_THAT(message_of(resolve_preprocessing(mean_std({}, {1}), sidecar, model)),
              HasSubstr("std is given without mean"));
}

/// The options that a line of words states, as the command line reads them.
PreprocessingOptions typed(const std::string& line) {
  PreprocessingOptions options;
  const auto words = split(line, ' ');
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    const std::string value(words[i + 1]);
    std::vector<float> numbers;
    for (const std::string_view number : split(value, ','))
      numbers.push_back(static_cast<float>(parse_number(number).value_or(0)));
    if (words[i] == "--crop") options.crop = value;
    if (words[i] == "--resize") options.resize = value;
    if (words[i] == "--colour") options.colour = value;
    if (words[i] == "--orientation") options.orientation = value;
    if (words[i] == "--mean" && value == "raw") options.pixels = value;
    if (words[i] == "--mean" && value != "raw") options.mean = numbers;
    if (words[i] == "--std") options.std = numbers;
  }
  return options;
}

TEST(Preprocessing, typed_as_it_is_printed_is_the_same) {
  Model image = quantized(ElementType::kUInt8, 1, 0);
  image.image_input = ImageInput{"bgr", 1, {}, ""};
  PreprocessingOptions thirds = mean_std({0.1F, 1.0F / 3, 123.675F}, {58.395F, -255, 1e-7F});
  thirds.crop = "central:0.3333333333333333", thirds.resize = "area", thirds.colour = "bgr",
  thirds.orientation = "stored";
  const std::vector<std::pair<Model, PreprocessingOptions>> cases{
      {classifier_facts(10), {}},
      {classifier_facts(10), preset("torchvision")},
      {classifier_facts(10), thirds},
      {quantized(ElementType::kUInt8, 1.0F / 255, 0), {}},
      {quantized(ElementType::kUInt8, 1.0F / 128, 128), preset("litert-eval")},
      {quantized(ElementType::kInt8, 1.0F / 255, -128), {}},
      {quantized(ElementType::kInt8, 0.0187F, -14), preset("torchvision")},
      {quantized(ElementType::kUInt8, 1.0F / 128, 128), mean_std({0}, {1})},
      {image, {}}};
  for (const auto& [model, stated] : cases) {
    const auto first = resolve_preprocessing(stated, {}, model);
    ASSERT_TRUE(first) << message_of(first);
    const auto again = resolve_preprocessing(typed(options_of(*first)), {}, model);
    ASSERT_TRUE(again) << message_of(again) << " " << options_of(*first);
    EXPECT_EQ(options_of(*again), options_of(*first));
    EXPECT_EQ(again->encoding, first->encoding) << options_of(*first);
    EXPECT_EQ(again->mean, first->mean);
    EXPECT_EQ(again->std, first->std);
    EXPECT_EQ(again->crop.kind, first->crop.kind);
    EXPECT_EQ(again->crop.fraction, first->crop.fraction);
    EXPECT_EQ(again->resize, first->resize);
    EXPECT_EQ(again->colour, first->colour);
    EXPECT_EQ(again->orientation, first->orientation);
  }
}

}  // namespace
}  // namespace muster
