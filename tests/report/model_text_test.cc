#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "muster/render.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Untrusted text in every place that a file can fill.
Model hostile_model() {
  std::string evil(300, 'x');
  evil.replace(0, 10, "evil\x1b[31m\xFF");
  Model model;
  model.path = "m.tflite";
  model.format = "tflite";
  model.format_version = "3";
  model.description = evil;
  model.file_bytes = 4'000'000;
  model.inputs = {{evil, ElementType::kUInt8, {1, 8, 8, 3}, Quantization{{0.5F}, {3}, 0}}};
  model.outputs = {{evil, ElementType::kFloat32, {1, 4}, {}}};
  model.operators = {{evil, 2, 100, 1000}};
  model.largest_layers = {{evil, evil, 100, 1000, evil}};
  model.custom_operators = {evil};
  model.uncounted_operators = {evil};
  model.labels = {evil};
  model.author = model.licence = evil;
  model.required_system = evil;
  model.warnings = {evil};
  return model;
}

std::size_t columns(std::string_view line) {
  return static_cast<std::size_t>(
      std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

TEST(ModelText, fits_eighty_columns_but_for_words_that_cannot_break) {
  Model model = hostile_model();
  model.warnings.clear();
  model.custom_operators = {"MyOp"};
  const std::string text = render_model_text(model);
  for (const std::string_view line : split(text, '\n')) EXPECT_LE(columns(line), 80U) << line;
}

TEST(ModelText, shows_no_control_characters_and_no_broken_utf8) {
  const std::string text = render_model_text(hostile_model());
  EXPECT_TRUE(is_utf8(text));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, HasSubstr("\\x1B"));
}

TEST(ModelText, shows_what_core_ml_states_of_the_image_and_of_itself) {
  Model model;
  model.format = "coreml";
  model.format_version = "6";
  model.required_system = "iOS 15";
  model.author = "A. Nobody";
  model.licence = "MIT";
  model.inputs = {{"image", ElementType::kUInt8, {1, 64, 96, 3}, Quantization{{1}, {0}, 0}}};
  model.image_input = ImageInput{"bgr", 0.5F, {-1, -2, -3}, "128×128"};
  const std::string text = render_model_text(model);
  EXPECT_THAT(text, HasSubstr("needs iOS 15\n"));
  EXPECT_THAT(text, HasSubstr("author: A. Nobody\n"));
  EXPECT_THAT(text, HasSubstr("licence: MIT\n"));
  EXPECT_THAT(text, HasSubstr("64×96 pixels (height×width), bgr\n"));
  EXPECT_THAT(text, HasSubstr("scale 0.5, bias -1 -2 -3\n"));
  EXPECT_THAT(text, HasSubstr("other sizes: 128×128\n"));
}

TEST(ModelText, colours_only_when_asked) {
  RenderOptions options;
  options.colour = true;
  EXPECT_THAT(render_model_text(Model{}, options), HasSubstr("\x1b[1m"));
}

TEST(ModelText, says_that_other_kinds_of_models_are_not_measured_yet) {
  Model model = hostile_model();
  model.outputs[0].shape = {1, 257, 257, 21};
  EXPECT_THAT(render_model_text(model), HasSubstr("accuracy of this kind of model is not measured yet"));
  EXPECT_THAT(render_model_text(hostile_model()), Not(HasSubstr("not measured yet")));
}

}  // namespace
}  // namespace muster
