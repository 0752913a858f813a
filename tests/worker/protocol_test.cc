#include "worker/protocol.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TEST(Protocol, brings_a_message_across_in_any_pieces) {
  const std::string bytes = frame("predict", PredictRequest{7, "a.jpg"});
  std::string buffer;
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    buffer += bytes[i];
    const auto message = take_message(buffer);
    ASSERT_TRUE(message.has_value());
    EXPECT_FALSE(message->has_value());
  }
  buffer += bytes.back();
  const auto message = take_message(buffer);
  ASSERT_TRUE(message.has_value() && message->has_value());
  const auto request = decode<PredictRequest>(**message);
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->sample, 7U);
  EXPECT_EQ(request->path, "a.jpg");
  EXPECT_TRUE(buffer.empty());
}

TEST(Protocol, keeps_all_of_a_setup) {
  SetupRequest setup;
  setup.preprocessing.crop = {Crop::Kind::kResizeShort, 0.5, 300};
  setup.preprocessing.mean = {1, 2, 3};
  setup.preprocessing.encoding = Encoding::kQuantized;
  setup.input = {"in", ElementType::kInt8, {1, 2, 3, 3}, Quantization{{0.5F}, {-3}, 1}};
  setup.background = 4;
  std::string buffer = frame("setup", setup);
  const auto message = take_message(buffer);
  ASSERT_TRUE(message.has_value() && message->has_value());
  const auto arrived = decode<SetupRequest>(**message);
  ASSERT_TRUE(arrived.has_value());
  EXPECT_EQ(arrived->preprocessing.crop.kind, Crop::Kind::kResizeShort);
  EXPECT_EQ(arrived->preprocessing.crop.short_side, 300);
  EXPECT_EQ(arrived->preprocessing.mean, (std::vector<float>{1, 2, 3}));
  EXPECT_EQ(arrived->preprocessing.encoding, Encoding::kQuantized);
  EXPECT_EQ(arrived->input.quantization->zero_points, std::vector<std::int64_t>{-3});
  EXPECT_FALSE(arrived->output.quantization.has_value());
  EXPECT_EQ(arrived->background, 4);
}

TEST(Protocol, refuses_an_impossible_length) {
  std::string buffer = "\xFF\xFF\xFF\xFF";
  EXPECT_FALSE(take_message(buffer).has_value());
}

TEST(Protocol, refuses_bytes_that_are_no_message) {
  std::string buffer("\x03\x00\x00\x00\xC1\xC1\xC1", 7);
  EXPECT_FALSE(take_message(buffer).has_value());
}

TEST(Protocol, refuses_a_field_of_another_type) {
  std::string buffer = frame("predict", {{"sample", "seven"}, {"path", "a.jpg"}});
  const auto message = take_message(buffer);
  ASSERT_TRUE(message.has_value() && message->has_value());
  EXPECT_FALSE(decode<PredictRequest>(**message).has_value());
}

}  // namespace
}  // namespace muster
