// Mistakes made on purpose with a real model and real photos; what is right is what the doctor is to name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "muster/muster.h"
#include "support/message_of.h"
#include "support/real_data.h"
#include "support/schema.h"

namespace muster {
namespace {

DoctorOptions healthy() {
  const std::filesystem::path data = real_data();
  DoctorOptions options;
  options.check.models = {data / "tflite/mobilenet_v1_0.25_128_quant.tflite"};
  options.check.data.data = data / "imagenet-500/labels.csv";
  options.check.data.labels = data / "tflite/imagenet_labels.txt";
  options.check.preprocessing.preset = "pillow";
  return options;
}

/// The id that is advised; "" none.
std::string advised_for(const DoctorOptions& options) {
  const auto diagnosis = diagnose(options, {});
  EXPECT_TRUE(diagnosis.has_value()) << message_of(diagnosis);
  if (!diagnosis) return "an error";
  EXPECT_TRUE(keeps_to_schema("doctor.schema.json", render_diagnosis_json(*diagnosis)));
  const TriedChange* advised = advised_change(*diagnosis);
  return advised == nullptr ? "" : advised->change.id;
}

TEST(Diagnose, finds_nothing_wrong_with_a_real_model_that_is_well) {
  EXPECT_EQ(advised_for(healthy()), "");
}

TEST(Diagnose, names_a_mistake_in_preparation_and_has_the_accuracy_of_check) {
  DoctorOptions options = healthy();
  options.check.preprocessing.colour = "bgr";
  const auto diagnosis = diagnose(options, {});
  ASSERT_TRUE(diagnosis.has_value()) << message_of(diagnosis);
  ASSERT_NE(advised_change(*diagnosis), nullptr);
  EXPECT_EQ(advised_change(*diagnosis)->change.id, "colour:rgb");
  EXPECT_EQ(advised_change(*diagnosis)->photos, 500U);
  // reference/mobilenet_v1_0.25_128_quant.csv has as many right.
  EXPECT_EQ(advised_change(*diagnosis)->right_after, 223U);
}

TEST(Diagnose, names_a_normalisation_that_a_quantized_input_does_not_want) {
  DoctorOptions options = healthy();
  options.check.preprocessing.mean = {0}, options.check.preprocessing.std = {1};
  EXPECT_THAT(advised_for(options), ::testing::AnyOf("encoding:raw", "normalisation:minus1-to-1"));
}

TEST(Diagnose, names_labels_that_are_one_off) {
  DoctorOptions options = healthy();
  options.check.data.labels.clear();
  options.check.data.background = Background::kNone;
  EXPECT_EQ(advised_for(options), "labels:previous");
}

}  // namespace
}  // namespace muster
