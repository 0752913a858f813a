#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "muster/model.h"

namespace muster {
namespace {

using Shape = std::vector<std::int64_t>;
using testing::HasSubstr;

Model model_of(std::vector<Shape> inputs, std::vector<Shape> outputs, ElementType type = ElementType::kUInt8) {
  Model model;
  for (Shape& shape : inputs) model.inputs.push_back({"in", type, std::move(shape), {}});
  for (Shape& shape : outputs) model.outputs.push_back({"out", type, std::move(shape), {}});
  return model;
}

std::string reason(const Model& model) {
  return not_a_classifier(model).value_or("a classifier");
}

TEST(NotAClassifier, accepts_every_usual_shape_of_scores) {
  for (const Shape& scores : {Shape{1, 1001}, Shape{-1, 10}, Shape{10}, Shape{1, 1, 1, 10}, Shape{1, 1}})
    EXPECT_EQ(reason(model_of({{1, 224, 224, 3}}, {scores})), "a classifier");
  EXPECT_EQ(reason(model_of({{-1, 28, 28, 1}}, {{1, 10}})), "a classifier");
  EXPECT_EQ(reason(model_of({{1, 28, 28, 3}}, {{1, 10}}, ElementType::kFloat32)), "a classifier");
}

TEST(NotAClassifier, names_what_is_wrong_with_the_inputs) {
  EXPECT_THAT(reason(model_of({}, {{1, 10}})), HasSubstr("it has 0 inputs"));
  EXPECT_THAT(reason(model_of({{1, 8, 8, 3}, {1, 4}}, {{1, 10}})), HasSubstr("it has 2 inputs"));
  EXPECT_THAT(reason(model_of({{1, 128}}, {{1, 10}})), HasSubstr("its input is 1×128, not one image"));
  EXPECT_THAT(reason(model_of({{1, 8, 8, 4}}, {{1, 10}})), HasSubstr("1×8×8×4"));
  EXPECT_THAT(reason(model_of({{2, 8, 8, 3}}, {{1, 10}})), HasSubstr("2×8×8×3"));
  EXPECT_THAT(reason(model_of({{1, -1, -1, 3}}, {{1, 10}})), HasSubstr("1×?×?×3"));
  EXPECT_THAT(reason(model_of({{1, 8, 8, 3}}, {{1, 10}}, ElementType::kInt16)), HasSubstr("its input is int16"));
}

TEST(NotAClassifier, names_what_is_wrong_with_the_outputs) {
  const Shape image = {1, 8, 8, 3};
  EXPECT_THAT(reason(model_of({image}, {{1, 257, 257, 21}})), HasSubstr("1×257×257×21, values for places"));
  EXPECT_THAT(reason(model_of({image}, {{1, 513, 513}})), HasSubstr("segmentation"));
  EXPECT_THAT(reason(model_of({image}, {{1, 10, 4}, {1, 10}, {1, 10}, {1}})), HasSubstr("detector"));
  EXPECT_THAT(reason(model_of({image}, {{2, 10}})), HasSubstr("its output is 2×10"));
  EXPECT_THAT(reason(model_of({image}, {{1, 0}})), HasSubstr("its output is 1×0"));
  EXPECT_THAT(reason(model_of({image}, {{}})), HasSubstr("its output is a scalar"));
}

}  // namespace
}  // namespace muster
