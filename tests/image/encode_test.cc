#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "image/prepare.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TensorSpec input(ElementType type, std::vector<std::int64_t> shape) {
  return {"image", type, std::move(shape), {}};
}

template <class Number>
std::vector<Number> encoded(const Pixels& pixels, const Preprocessing& preprocessing, const TensorSpec& spec) {
  std::vector<std::byte> tensor(byte_count(spec));
  const auto result = encode_input(pixels, preprocessing, spec, tensor);
  EXPECT_TRUE(result) << result.error().message;
  std::vector<Number> numbers(tensor.size() / sizeof(Number));
  std::memcpy(numbers.data(), tensor.data(), tensor.size());
  return numbers;
}

const Pixels kPixels{2, 1, 3, {0, 127, 255, 1, 2, 3}};

TEST(Encode, normalises_floats_by_one_or_a_mean_a_channel) {
  Preprocessing preprocessing;
  EXPECT_THAT(encoded<float>(kPixels, preprocessing, input(ElementType::kFloat32, {1, 1, 2, 3})),
              ElementsAre(-1.F, (127 - 127.5F) / 127.5F, 1.F, (1 - 127.5F) / 127.5F, (2 - 127.5F) / 127.5F,
                          (3 - 127.5F) / 127.5F));
  preprocessing.mean = {1, 2, 3};
  preprocessing.std = {2};
  EXPECT_THAT(encoded<float>(kPixels, preprocessing, input(ElementType::kFloat32, {1, 1, 2, 3})),
              ElementsAre(-0.5F, 62.5F, 126.F, 0.F, 0.F, 0.F));
}

TEST(Encode, puts_plane_after_plane_where_channels_come_first) {
  Preprocessing preprocessing;
  preprocessing.mean = {0}, preprocessing.std = {1};
  TensorSpec planes = input(ElementType::kFloat32, {1, 3, 1, 2});
  planes.channels_first = true;
  EXPECT_THAT(encoded<float>(kPixels, preprocessing, planes), ElementsAre(0, 1, 127, 2, 255, 3));
  preprocessing.encoding = Encoding::kRawPixel;
  planes.element_type = ElementType::kUInt8;
  EXPECT_THAT(encoded<std::uint8_t>(kPixels, preprocessing, planes), ElementsAre(0, 1, 127, 2, 255, 3));
}

TEST(Encode, passes_raw_pixels_and_cuts_their_fraction_as_litert_does) {
  const Pixels pixels{2, 1, 3, {0, 127.75F, 255, 128.9F, 0.5F, 64}};
  Preprocessing preprocessing;
  preprocessing.encoding = Encoding::kRawPixel;
  EXPECT_THAT(encoded<std::uint8_t>(pixels, preprocessing, input(ElementType::kUInt8, {1, 1, 2, 3})),
              ElementsAre(0, 127, 255, 128, 0, 64));
  preprocessing.encoding = Encoding::kPixelMinus128;
  EXPECT_THAT(encoded<std::int8_t>(pixels, preprocessing, input(ElementType::kInt8, {1, 1, 2, 3})),
              ElementsAre(-128, 0, 127, 0, -127, -64));
}

TEST(Encode, puts_the_pixels_byte_into_an_int8_input_as_it_is) {
  const Pixels pixels{2, 1, 3, {0, 127, 128, 129, 254, 255}};
  Preprocessing preprocessing;
  preprocessing.encoding = Encoding::kRawPixel;
  EXPECT_THAT(encoded<std::int8_t>(pixels, preprocessing, input(ElementType::kInt8, {1, 1, 2, 3})),
              ElementsAre(0, 127, -128, -127, -2, -1));
}

TEST(Encode, quantizes_by_scale_and_zero_point_half_away_from_zero_and_clamps) {
  Preprocessing preprocessing;
  preprocessing.encoding = Encoding::kQuantized;
  preprocessing.mean = {127};
  preprocessing.std = {1};
  TensorSpec spec = input(ElementType::kInt8, {1, 1, 2, 3});
  spec.quantization = Quantization{{2.F}, {-14}, 0};
  // (pixel - 127) / 2 - 14: -63.5, 0, 64, -63, -62.5, -62 before the zero point
  EXPECT_THAT(encoded<std::int8_t>(kPixels, preprocessing, spec), ElementsAre(-78, -14, 50, -77, -77, -76));
  spec.quantization = Quantization{{0.5F}, {10}, 0};
  EXPECT_THAT(encoded<std::int8_t>(kPixels, preprocessing, spec), ElementsAre(-128, 10, 127, -128, -128, -128));
  spec.element_type = ElementType::kInt16;
  EXPECT_THAT(encoded<std::int16_t>(kPixels, preprocessing, spec), ElementsAre(-244, 10, 266, -242, -240, -238));
}

TEST(Encode, refuses_what_does_not_fit) {
  Preprocessing preprocessing;
  std::vector<std::byte> tensor(24);
  const auto message = [&](const TensorSpec& spec) {
    const auto result = encode_input(kPixels, preprocessing, spec, tensor);
    return result ? "" : result.error().message;
  };
  EXPECT_THAT(message(input(ElementType::kFloat32, {1, 2, 2, 3})), HasSubstr("48 bytes"));
  EXPECT_THAT(message(input(ElementType::kInt32, {1, 1, 2, 3})), HasSubstr("int32"));
  preprocessing.std = {0};
  EXPECT_THAT(message(input(ElementType::kFloat32, {1, 1, 2, 3})), HasSubstr("not zero"));
  preprocessing.std = {1, 2};
  EXPECT_THAT(message(input(ElementType::kFloat32, {1, 1, 2, 3})), HasSubstr("one a channel"));
  preprocessing.std = {1};
  preprocessing.encoding = Encoding::kQuantized;
  EXPECT_THAT(message(input(ElementType::kFloat32, {1, 1, 2, 3})), HasSubstr("zero point"));
}

}  // namespace
}  // namespace muster
