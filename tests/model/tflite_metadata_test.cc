#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "model/model_test_support.h"
#include "support/tflite_builder.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Model load(const TfliteRecipe& recipe) {
  return load_bytes(build_tflite(recipe)).value_or(Model{});
}

TEST(TfliteMetadata, reads_embedded_labels) {
  const Model model = load(labelled_classifier({"cat", "dog", "bird", "fish"}));
  EXPECT_THAT(model.labels, ElementsAre("cat", "dog", "bird", "fish"));
  EXPECT_THAT(model.warnings, IsEmpty());
}

TEST(TfliteMetadata, trims_lines_and_drops_blank_ones_at_the_end) {
  TfliteRecipe recipe = labelled_classifier();
  recipe.files[0].second = "cat\r\n\r\nbird \r\n\n\n";
  EXPECT_THAT(load(recipe).labels, ElementsAre("cat", "", "bird"));
}

TEST(TfliteMetadata, reads_structured_labels_as_files_of_labels_are_read) {
  TfliteRecipe recipe = labelled_classifier();
  recipe.files[0].second = "1 dog\n0 cat\n";
  const Model model = load(recipe);
  EXPECT_THAT(model.labels, ElementsAre("cat", "dog"));
  EXPECT_THAT(model.label_lines, ElementsAre("0 cat", "1 dog"));
  EXPECT_EQ(model.label_form, "an index before every name");
  recipe.files[0].second = "item {\n id: 1\n}\n";
  const Model refused = load(recipe);
  EXPECT_THAT(refused.labels, IsEmpty());
  EXPECT_THAT(refused.warnings, ElementsAre(HasSubstr("pbtxt")));
}

TEST(TfliteMetadata, finds_the_right_one_of_many_files) {
  TfliteRecipe recipe = labelled_classifier({"one", "two"});
  recipe.files.insert(recipe.files.begin(), {"readme.txt", "nothing\n"});
  EXPECT_THAT(load(recipe).labels, ElementsAre("one", "two"));
}

TEST(TfliteMetadata, warns_of_labels_that_are_not_there) {
  TfliteRecipe recipe = labelled_classifier();
  recipe.label_file = "other.txt";
  EXPECT_THAT(load(recipe).warnings, ElementsAre(HasSubstr("holds no 'other.txt'")));
  recipe.files.clear();
  EXPECT_THAT(load(recipe).warnings, ElementsAre(HasSubstr("no zip is appended")));
}

TEST(TfliteMetadata, refuses_a_zip_bomb) {
  TfliteRecipe recipe = labelled_classifier();
  recipe.files[0].second = std::string(std::size_t{64} << 20U, '\n');
  const Model model = load(recipe);
  EXPECT_THAT(model.labels, IsEmpty());
  EXPECT_THAT(model.warnings, ElementsAre(HasSubstr("over 4 MiB")));
}

TEST(TfliteMetadata, refuses_a_zip_of_many_entries) {
  TfliteRecipe recipe = labelled_classifier();
  for (int i = 0; i < 1001; ++i) recipe.files.emplace_back(std::to_string(i), "x");
  EXPECT_THAT(load(recipe).warnings, ElementsAre(HasSubstr("claims 1002 entries")));
}

TEST(TfliteMetadata, survives_a_damaged_zip) {
  const std::vector<std::byte> whole = build_tflite(labelled_classifier());
  for (std::size_t cut = 1; cut < 100; ++cut) {
    const auto model = load_bytes(std::span(whole).first(whole.size() - cut));
    ASSERT_TRUE(model);
    EXPECT_THAT(model->labels, IsEmpty());
    EXPECT_EQ(model->warnings.size(), 1U);
  }
}

TEST(TfliteMetadata, reads_the_normalisation) {
  TfliteRecipe recipe;
  recipe.normalisation = Normalisation{{123.5F, 116.75F, 103.5F}, {58.5F}};
  const Model model = load(recipe);
  ASSERT_TRUE(model.normalisation);
  EXPECT_THAT(model.normalisation->mean, ElementsAre(123.5F, 116.75F, 103.5F));
  EXPECT_THAT(model.normalisation->std, ElementsAre(58.5F));
}

TEST(TfliteMetadata, ignores_a_normalisation_that_makes_no_sense) {
  TfliteRecipe recipe;
  for (const Normalisation& wrong : {Normalisation{{127.5F}, {0}}, Normalisation{{NAN}, {1}}, Normalisation{{1}, {}}}) {
    recipe.normalisation = wrong;
    const Model model = load(recipe);
    EXPECT_FALSE(model.normalisation);
    EXPECT_THAT(model.warnings, ElementsAre(HasSubstr("mean and std")));
  }
}

}  // namespace
}  // namespace muster
