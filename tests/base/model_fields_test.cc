#include "base/model_fields.h"

#include <gtest/gtest.h>

#include "worker/protocol.h"

namespace muster {
namespace {

TEST(ModelFields, keeps_all_facts_but_the_path) {
  Model model;
  model.path = "a.onnx";
  model.format = "onnx";
  model.file_bytes = 1'234'567'890'123;
  model.inputs = {{"image", ElementType::kFloat32, {1, 3, -1, -1}, std::nullopt, true}};
  model.image_input = ImageInput{"bgr", 0.5F, {-1, -1, -1}, "64×64"};
  model.normalisation = Normalisation{{127}, {128}};
  model.bytes_by_type = {{"palette, 6 bits", 12}};
  model.operators = {{"conv", 3, 100, 1000}};
  model.largest_layers = {{"first", "conv", 60, 600, "int8"}};
  model.labels = {"cat", "dog"};
  std::string buffer = frame("facts", model);
  const auto message = take_message(buffer);
  ASSERT_TRUE(message.has_value() && message->has_value());
  const auto arrived = decode<Model>(**message);
  ASSERT_TRUE(arrived.has_value());
  EXPECT_EQ(arrived->path, "");
  nlohmann::json sent = model, back = *arrived;
  EXPECT_EQ(sent, back);
  EXPECT_TRUE(arrived->inputs[0].channels_first);
  EXPECT_EQ(arrived->image_input->bias.size(), 3U);
}

TEST(ModelFields, of_preprocessing_come_back_and_may_lack_the_orientation_of_older_files) {
  Preprocessing preprocessing;
  preprocessing.crop = *parse_crop("letterbox:114");
  preprocessing.orientation = Orientation::kStored;
  preprocessing.orientation_source = Source::kOption;
  nlohmann::json json = preprocessing;
  EXPECT_EQ(nlohmann::json(json.get<Preprocessing>()), json);
  json.erase("orientation"), json.erase("orientation_source");
  EXPECT_EQ(json.get<Preprocessing>().orientation, Orientation::kExif);
  json.erase("colour");
  EXPECT_ANY_THROW(json.get<Preprocessing>());
}

TEST(ModelFields, that_lacks_a_field_is_refused) {
  std::string buffer = frame("facts", {{"format", "onnx"}});
  const auto message = take_message(buffer);
  ASSERT_TRUE(message.has_value() && message->has_value());
  EXPECT_FALSE(decode<Model>(**message).has_value());
}

}  // namespace
}  // namespace muster
