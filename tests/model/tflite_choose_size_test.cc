#include "model/tflite_choose_size.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temporary_file.h"
#include "support/tflite_builder.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TfliteRecipe image_of(std::vector<std::int64_t> shape) {
  TfliteRecipe recipe;
  recipe.inputs[0].shape = std::move(shape);
  return recipe;
}

Result<Model> load(const TfliteRecipe& recipe, const ImageSize& size = {}) {
  const std::vector<std::byte> bytes = build_tflite(recipe);
  const std::string_view content(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return load_model(TemporaryFile(content, ".tflite").path(), size);
}

std::string refusal_of(const TfliteRecipe& recipe, const ImageSize& size) {
  const auto model = load(recipe, size);
  return model ? "" : model.error().message;
}

TEST(TfliteSize, that_is_free_is_unknown_until_it_is_chosen) {
  const auto open = load(image_of({-1, -1, -1, 3}));
  ASSERT_TRUE(open);
  EXPECT_THAT(open->inputs[0].shape, ElementsAre(-1, -1, -1, 3));
  EXPECT_THAT(unknown_input_size(*open).value_or(""), HasSubstr("free height and width"));
  EXPECT_THAT(unknown_input_size(*open).value_or(""), HasSubstr("--input-size HEIGHTxWIDTH"));
  EXPECT_EQ(not_a_classifier(*open), unknown_input_size(*open));
  const auto chosen = load(image_of({-1, -1, -1, 3}), {320, 240, 0});
  ASSERT_TRUE(chosen);
  EXPECT_THAT(chosen->inputs[0].shape, ElementsAre(-1, 320, 240, 3));
  EXPECT_EQ(unknown_input_size(*chosen), std::nullopt);
  EXPECT_EQ(not_a_classifier(*chosen), std::nullopt);
}

TEST(TfliteSize, of_one_by_one_stands_for_a_free_one_in_files_without_signatures) {
  const auto open = load(image_of({1, 1, 1, 3}));
  ASSERT_TRUE(open);
  EXPECT_THAT(open->inputs[0].shape, ElementsAre(1, -1, -1, 3));
  EXPECT_TRUE(unknown_input_size(*open));
  EXPECT_THAT(load(image_of({1, 1, 1, 3}), {64, 64, 0})->inputs[0].shape, ElementsAre(1, 64, 64, 3));
  EXPECT_THAT(load(image_of({1, 1, 1, 3}), {1, 1, 0})->inputs[0].shape, ElementsAre(1, 1, 1, 3))
      << "a pixel is asked for";
  EXPECT_THAT(load(image_of({-1, 1, 1, 3}))->inputs[0].shape, ElementsAre(-1, 1, 1, 3)) << "a signature fixes them";
}

TEST(TfliteSize, that_is_free_and_has_a_default_is_that_one) {
  TfliteRecipe recipe = image_of({-1, -1, -1, 3});
  recipe.default_input_shape = {1, 224, 192, 3};
  EXPECT_THAT(load(recipe)->inputs[0].shape, ElementsAre(-1, 224, 192, 3));
  EXPECT_EQ(unknown_input_size(*load(recipe)), std::nullopt);
  EXPECT_THAT(load(recipe, {96, 96, 0})->inputs[0].shape, ElementsAre(-1, 96, 96, 3));
}

TEST(TfliteSize, that_is_fixed_takes_no_other) {
  EXPECT_THAT(refusal_of({}, {16, 16, 0}), HasSubstr("--input-size 16x16: the model's input is 8x8"));
  EXPECT_EQ(refusal_of({}, {8, 8, 0}), "");
  EXPECT_THAT(refusal_of(image_of({1, 32, -1, 3}), {16, 64, 0}), HasSubstr("the model's input is 32xany"));
  EXPECT_THAT(refusal_of(image_of({1, 192}), {16, 16, 0}), HasSubstr("takes no image"));
}

TEST(TfliteSize, makes_multiply_accumulates_a_lower_bound_where_the_file_counts_another) {
  const auto chosen = load(image_of({-1, -1, -1, 3}), {320, 240, 0});
  ASSERT_TRUE(chosen);
  EXPECT_THAT(chosen->uncounted_operators, ElementsAre("FULLY_CONNECTED"));
  EXPECT_THAT(chosen->warnings, ElementsAre(HasSubstr("are too low")));
  EXPECT_THAT(load({})->uncounted_operators, IsEmpty());
  EXPECT_THAT(load({})->warnings, IsEmpty());
}

}  // namespace
}  // namespace muster
