// Constants and compressed weights that are refused.
#include <cstring>

#include "runtime/coreml/mil/refused_operation.h"

namespace muster {
namespace {

using namespace program;
using testing::HasSubstr;

constexpr auto kUnsupported = ErrorCode::kUnsupported;

std::vector<Argument> of(std::vector<std::int32_t> values) {
  return {integers(values)};
}

Argument with_shape(Argument constant, const Shape& shape) {
  constant.value.mutable_type()->clear_tensortype();
  set_type(*constant.value.mutable_type(), spec::FLOAT32, shape);
  return constant;
}

const Argument kPacked = bytes(spec::UINT8, {1}, "\x1B");

RefusedOperation table(const std::string& name, const Argument& indices, const Argument& lut,
                       std::vector<std::int32_t> shape, const std::string& reason) {
  return {"table_" + name,
          "constexpr_lut_to_dense",
          {{"indices", {indices}}, {"lut", {lut}}, {"shape", of(shape)}},
          reason};
}

const std::vector<RefusedOperation> kOperations{
    {"dequantized_by_other_channels",
     "constexpr_affine_dequantize",
     {{"quantized_data", {bytes(spec::INT8, {2, 2}, "abcd")}},
      {"scale", {floats({3})}},
      {"zero_point", {integer(0)}},
      {"axis", {integer(0)}}},
     "scale or zero point do not fit the axis"},
    {"dequantized_in_the_run",
     "constexpr_affine_dequantize",
     {{"quantized_data", {input({2})}}, {"scale", {number(1)}}, {"zero_point", {integer(0)}}, {"axis", {integer(0)}}},
     "'quantized_data' is no constant",
     kUnsupported},
    table("that_overflows", kPacked, floats({2}), {65536, 65536, 65536, 65536}, "'shape' is not positive, or far"),
    table("of_negative_shape", kPacked, floats({2}), {-4}, "'shape' is not positive"),
    table("of_one_entry", kPacked, floats({1}), {1 << 27}, "no power of two of entries"),
    table("of_three_entries", kPacked, floats({3}), {4}, "no power of two of entries"),
    table("of_few_indices", kPacked, floats({4}), {5}, "too few indices"),
    {"table_index_beyond",
     "constexpr_lut_to_dense",
     {{"indices", {bytes(spec::UINT8, {2}, "\x01\x02")}}, {"lut", {floats({1, 2, 1})}}},
     "an index beyond its table"},
    {"mask_of_other_count",
     "constexpr_sparse_to_dense",
     {{"mask", {kPacked}}, {"nonzero_data", {floats({2})}}, {"shape", of({8})}},
     "the mask has 4 places for 2 values"},
    {"mask_too_short",
     "constexpr_sparse_to_dense",
     {{"mask", {kPacked}}, {"nonzero_data", {floats({4})}}, {"shape", of({9})}},
     "the mask is too short"},
    {"blocks",
     "constexpr_blockwise_shift_scale",
     {{"data", {bytes(spec::INT8, {4}, "abcd")}}, {"scale", {floats({2})}}},
     "block-wise quantization",
     kUnsupported},
    {"offsets_of_other_count",
     "constexpr_blockwise_shift_scale",
     {{"data", {bytes(spec::INT8, {4}, "abcd")}}, {"scale", {floats({4})}}, {"offset", {integer(0)}}},
     "offset and scale differ in size"},
};

using RefusedWeights = RefusedOperationTest;

TEST_P(RefusedWeights, say_why) {
  expect_refused(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Weights, RefusedWeights, testing::ValuesIn(kOperations), name_of);

std::string refusal_of(const CoremlFile& file) {
  return message_of(translate_program(file.message, file));
}

/// Why a constant is refused.
std::string refusal_of(const Argument& constant) {
  return refusal_of(program_of("identity", {{"x", {constant}}}));
}

TEST(ConstantsRefused, of_another_count_than_their_shape_says) {
  EXPECT_EQ(refusal_of(with_shape(floats({3}), {4})), "operator const 'x0': 3 values for a constant of 4");
  EXPECT_THAT(refusal_of(bytes(spec::FLOAT16, {2}, "abcde")), HasSubstr("5 bytes for a constant that needs 4"));
  EXPECT_THAT(refusal_of(bytes(spec::INT32, {2}, "abcd")), HasSubstr("4 bytes for a constant that needs 8"));
}

TEST(ConstantsRefused, of_shapes_that_overflow_or_are_far_too_large) {
  const Shape overflowing{1 << 16, 1 << 16, 1 << 16, 1 << 16};
  EXPECT_THAT(refusal_of(with_shape(floats({1}), overflowing)), HasSubstr("overflows or is far too large"));
  EXPECT_THAT(refusal_of(with_shape(floats({1}), {-1})), HasSubstr("overflows or is far too large"));
  EXPECT_THAT(refusal_of(with_shape(floats({1}), {1 << 29})), HasSubstr("overflows or is far too large"));
  EXPECT_THAT(refusal_of(with_shape(floats({1}), Shape(100, 1))), HasSubstr("a constant of 100 dimensions"));
  Argument open = floats({1});
  open.value.mutable_type()->mutable_tensortype()->mutable_dimensions(0)->mutable_unknown();
  EXPECT_THAT(refusal_of(open), HasSubstr("a shape that is not known"));
}

TEST(ConstantsRefused, of_number_types_that_are_not_known) {
  EXPECT_THAT(refusal_of(bytes(spec::BFLOAT16, {1}, "ab")), HasSubstr("number type BFLOAT16 are not supported"));
  EXPECT_THAT(refusal_of(bytes(spec::FLOAT8E4M3FN, {1}, "a")), HasSubstr("FLOAT8E4M3FN"));
  EXPECT_THAT(refusal_of(bytes(static_cast<spec::DataType>(99), {1}, "a")), HasSubstr("number type 99"));
  Argument contradiction = integer(1);
  contradiction.value.mutable_type()->mutable_tensortype()->set_datatype(spec::FLOAT32);
  EXPECT_THAT(refusal_of(contradiction), HasSubstr("FLOAT32"));
  Argument empty = constant(spec::FLOAT32, {1});
  EXPECT_THAT(refusal_of(empty), HasSubstr("values are of a kind that is not supported"));
  empty.value.clear_type();
  EXPECT_THAT(refusal_of(empty), HasSubstr("a constant that is no tensor"));
  EXPECT_THAT(refusal_of(constant(spec::STRING, {})), HasSubstr("a text without its value"));
}

TEST(ConstantsRefused, with_more_than_a_value) {
  CoremlFile file = program_of("identity", {{"x", {number(1)}}});
  auto& stated = *block_of(file).mutable_operations(0);
  (*stated.mutable_attributes())["name"] = text("x0").value;
  EXPECT_EQ(refusal_of(file), "no error");
  (*stated.mutable_attributes())["surprise"] = number(1).value;
  EXPECT_EQ(refusal_of(file), "operator const 'x0': a constant with more than a value and a name");
  stated.mutable_attributes()->clear();
  EXPECT_EQ(refusal_of(file), "operator const 'x0': a constant without a value or a name");
}

/// A package whose weight file has one record at offset 64, of two float32.
CoremlFile with_weights(const Argument& constant) {
  CoremlFile file = program_of("identity", {{"x", {constant}}});
  std::vector<std::byte> weights(64 + 64 + 8);
  const std::uint32_t head[2] = {0xDEADBEEF, 2};
  const std::uint64_t size_and_offset[2] = {8, 128};
  std::memcpy(weights.data() + 64, head, sizeof(head));
  std::memcpy(weights.data() + 72, size_and_offset, sizeof(size_and_offset));
  file.model_folder = "Data/";
  file.files["Data/weights/weight.bin"] = weights;
  return file;
}

TEST(ConstantsRefused, stored_outside_of_the_weight_file_or_as_another_type) {
  EXPECT_EQ(refusal_of(with_weights(stored(spec::FLOAT32, {2}, 64))), "no error");
  EXPECT_THAT(refusal_of(with_weights(stored(spec::FLOAT32, {2}, 1 << 20))), HasSubstr("offset 1048576 lies outside"));
  EXPECT_THAT(refusal_of(with_weights(stored(spec::FLOAT32, {2}, ~std::uint64_t{0}))), HasSubstr("lies outside"));
  EXPECT_THAT(refusal_of(with_weights(stored(spec::FLOAT32, {2}, 0))), HasSubstr("there is no record at offset 0"));
  EXPECT_THAT(refusal_of(with_weights(stored(spec::FLOAT32, {3}, 64))), HasSubstr("8 bytes for a constant"));
  EXPECT_THAT(refusal_of(with_weights(stored(spec::INT32, {2}, 64))), HasSubstr("number type 2 where"));
  EXPECT_THAT(refusal_of(program_of("identity", {{"x", {stored(spec::FLOAT32, {2}, 64)}}})), HasSubstr("no such file"));
}

}  // namespace
}  // namespace muster
