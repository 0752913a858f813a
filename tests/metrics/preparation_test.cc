#include "metrics/preparation.h"

#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

muster::Run taking_floats(float mean, float std) {
  muster::Run run;
  run.model = testing::small_model();
  run.model->inputs[0].element_type = ElementType::kFloat32;
  run.preprocessing.emplace();
  run.preprocessing->mean = {mean}, run.preprocessing->std = {std};
  return run;
}

muster::Run taking_pixels(Encoding encoding, float scale, std::int64_t zero_point) {
  muster::Run run = taking_floats(0, 1);
  run.model->inputs[0].quantization = Quantization{{scale}, {zero_point}, 0};
  run.preprocessing->encoding = encoding;
  return run;
}

bool same(const muster::Run& reference, const muster::Run& model) {
  return other_preparation(reference, model).empty();
}

TEST(Preparation, of_raw_pixels_is_what_the_inputs_quantization_makes_of_them) {
  const muster::Run reference = taking_floats(127, 128);
  EXPECT_TRUE(same(reference, taking_pixels(Encoding::kPixelMinus128, 1.0F / 128, -1)));
  EXPECT_TRUE(same(reference, taking_pixels(Encoding::kRawPixel, 1.0F / 128, 127)));
  EXPECT_TRUE(same(reference, taking_pixels(Encoding::kPixelMinus128, 0.00771F, 0))) << "calibrated: [-0.987, 0.979]";
  EXPECT_FALSE(same(reference, taking_pixels(Encoding::kRawPixel, 1.0F / 255, 0)));
  EXPECT_FALSE(same(reference, taking_floats(127.5F, 127.5F))) << "both are exact";
}

TEST(Preparation, of_an_image_input_is_its_scale_and_bias) {
  muster::Run model = taking_floats(0, 1);
  model.preprocessing->encoding = Encoding::kRawPixel;
  model.model->inputs[0].quantization.reset();
  EXPECT_FALSE(same(taking_floats(127, 128), model)) << "what the pixels stand for is not known";
  model.model->image_input = ImageInput{"rgb", 1.0F / 128, {-127.0F / 128, -127.0F / 128, -127.0F / 128}, ""};
  EXPECT_TRUE(same(taking_floats(127, 128), model));
}

TEST(Preparation, of_another_crop_is_another) {
  muster::Run model = taking_floats(127, 128);
  model.preprocessing->crop.kind = Crop::Kind::kNone;
  EXPECT_EQ(other_preparation(taking_floats(127, 128), model).size(), 2U);
}

TEST(Preparation, shows_what_is_done_to_pixels_inside_the_model) {
  muster::Run model = taking_floats(0, 1);
  model.preprocessing->encoding = Encoding::kRawPixel;
  model.model->image_input = ImageInput{"bgr", 1.0F / 128, {-1, -2, -3}, ""};
  const auto rules = other_preparation(taking_floats(0, 1), model);
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].find("inside the model"), std::string::npos) << rules[0];
  EXPECT_NE(rules[1].find("pixel × 0.0078125 + (-1, -2, -3) inside the model"), std::string::npos) << rules[1];
}

}  // namespace
}  // namespace muster
