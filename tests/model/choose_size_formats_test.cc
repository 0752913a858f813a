#include "model/coreml/choose_size.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/message_of.h"

namespace muster {
namespace {

using CoreML::Specification::ArrayFeatureType;
using CoreML::Specification::ImageFeatureType;
using CoreML::Specification::Model;
using testing::HasSubstr;

ImageFeatureType& add_image(Model& model) {
  ImageFeatureType& image = *model.mutable_description()->add_input()->mutable_type()->mutable_imagetype();
  image.set_height(64), image.set_width(96);
  return image;
}

std::string refusal_of(CoremlFile& file, const ImageSize& size) {
  const auto chosen = choose_size(file, size);
  return chosen ? "" : chosen.error().message;
}

TEST(ChooseSize, takes_one_of_the_sizes_that_are_listed) {
  CoremlFile file;
  ImageFeatureType& image = add_image(file.message);
  auto& listed = *image.mutable_enumeratedsizes()->add_sizes();
  listed.set_height(128), listed.set_width(160);
  EXPECT_THAT(refusal_of(file, {160, 128, 0}), HasSubstr("--input-size 160x128: the model allows"));
  EXPECT_EQ(image.height(), 64);
  ASSERT_TRUE(choose_size(file, {128, 160, 0}));
  EXPECT_EQ(image.height(), 128);
  EXPECT_EQ(image.width(), 160);
}

TEST(ChooseSize, takes_a_size_in_the_range) {
  CoremlFile file;
  ImageFeatureType& image = add_image(file.message);
  auto& range = *image.mutable_imagesizerange();
  range.mutable_heightrange()->set_lowerbound(32), range.mutable_heightrange()->set_upperbound(100);
  range.mutable_widthrange()->set_lowerbound(32), range.mutable_widthrange()->set_upperbound(-1);
  EXPECT_NE(refusal_of(file, {101, 50, 0}), "");
  EXPECT_NE(refusal_of(file, {50, 31, 0}), "");
  ASSERT_TRUE(choose_size(file, {100, 5000, 0}));
  EXPECT_EQ(image.width(), 5000);
}

TEST(ChooseSize, of_a_fixed_image_is_its_own_only) {
  CoremlFile file;
  add_image(file.message);
  EXPECT_EQ(refusal_of(file, {64, 96, 0}), "");
  EXPECT_THAT(refusal_of(file, {96, 64, 0}), HasSubstr("no other size than its own"));
}

TEST(ChooseSize, holds_for_arrays_with_their_channels_first) {
  CoremlFile file;
  ArrayFeatureType& array = *file.message.mutable_description()->add_input()->mutable_type()->mutable_multiarraytype();
  for (const int size : {1, 3, 64, 64}) array.add_shape(size);
  EXPECT_NE(refusal_of(file, {80, 80, 0}), "");
  for (const int size : {1, 3, 80, 80}) array.mutable_enumeratedshapes()->add_shapes()->add_shape(size);
  EXPECT_NE(refusal_of(file, {80, 80, 0}), "") << "shapes of another rank";
  array.mutable_enumeratedshapes()->clear_shapes();
  auto& shape = *array.mutable_enumeratedshapes()->add_shapes();
  for (const int size : {1, 3, 80, 72}) shape.add_shape(size);
  ASSERT_TRUE(choose_size(file, {80, 72, 0}));
  EXPECT_EQ(array.shape(2), 80);
  EXPECT_EQ(array.shape(3), 72);
}

TEST(ChooseSize, leaves_no_shape_of_outputs_that_holds_for_another_size) {
  CoremlFile file;
  ImageFeatureType& image = add_image(file.message);
  auto& listed = *image.mutable_enumeratedsizes()->add_sizes();
  listed.set_height(128), listed.set_width(160);
  auto& output = *file.message.mutable_description()->add_output()->mutable_type()->mutable_multiarraytype();
  for (const int size : {1, 8, 16, 24}) output.add_shape(size);
  ASSERT_TRUE(choose_size(file, {128, 160, 0}));
  EXPECT_EQ(output.shape_size(), 0);
}

TEST(ChooseSize, reaches_the_network_inside_a_pipeline) {
  CoremlFile file;
  add_image(file.message).mutable_enumeratedsizes()->add_sizes()->set_height(32);
  file.message.mutable_description()
      ->mutable_input(0)
      ->mutable_type()
      ->mutable_imagetype()
      ->mutable_enumeratedsizes()
      ->mutable_sizes(0)
      ->set_width(32);
  Model& inside = *file.message.mutable_pipelineclassifier()->mutable_pipeline()->add_models();
  *inside.mutable_description() = file.message.description();
  ASSERT_TRUE(choose_size(file, {32, 32, 0}));
  EXPECT_EQ(inside.description().input(0).type().imagetype().height(), 32);
}

}  // namespace
}  // namespace muster
