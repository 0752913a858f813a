#include "model/coreml/program_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/saturating.h"
#include "model/coreml/class_labels.h"
#include "model/coreml/weight_blob.h"

namespace muster {
namespace {

namespace mil = CoreML::Specification::MILSpec;

template <class Values>
std::span<const std::byte> bytes_of(const Values& values) {
  return std::as_bytes(std::span(values.data(), static_cast<std::size_t>(values.size())));
}

/// What an immediate value holds: its bytes, and how many elements they are.
struct Immediate {
  std::span<const std::byte> bytes;
  std::uint64_t elements = 0;
};

Immediate immediate(const mil::TensorValue& tensor, int bits) {
  const auto wide = [](const auto& values) {
    return Immediate{bytes_of(values), static_cast<std::uint64_t>(values.size())};
  };
  if (tensor.has_floats()) return wide(tensor.floats().values());
  if (tensor.has_ints()) return wide(tensor.ints().values());
  if (tensor.has_longints()) return wide(tensor.longints().values());
  if (tensor.has_doubles()) return wide(tensor.doubles().values());
  if (tensor.has_bools()) return wide(tensor.bools().values());
  if (tensor.has_bytes() && bits > 0) {
    const auto bytes = bytes_of(tensor.bytes().values());
    return {bytes, bytes.size() * 8 / static_cast<unsigned>(bits)};
  }
  return {};
}

float half_to_float(std::uint16_t half) {
  const int exponent = (half >> 10) & 0x1F, fraction = half & 0x3FF;
  float value = 0;
  if (exponent == 0x1F)
    value = fraction == 0 ? INFINITY : NAN;
  else if (exponent == 0)
    value = std::ldexp(static_cast<float>(fraction), -24);
  else
    value = std::ldexp(static_cast<float>(fraction + 0x400), exponent - 25);
  return (half & 0x8000) != 0 ? -value : value;
}

}  // namespace

ProgramType program_type(mil::DataType type) {
  switch (type) {
    case mil::BOOL:
      return {ElementType::kBool, "bool", 8};
    case mil::STRING:
      return {ElementType::kString, "string", 0};
    case mil::FLOAT16:
      return {ElementType::kFloat16, "float16", 16};
    case mil::FLOAT32:
      return {ElementType::kFloat32, "float32", 32};
    case mil::FLOAT64:
      return {ElementType::kFloat64, "float64", 64};
    case mil::BFLOAT16:
      return {ElementType::kOther, "bfloat16", 16};
    case mil::FLOAT8E4M3FN:
      return {ElementType::kOther, "float8 e4m3fn", 8};
    case mil::FLOAT8E5M2:
      return {ElementType::kOther, "float8 e5m2", 8};
    case mil::INT4:
      return {ElementType::kInt4, "int4", 4};
    case mil::INT8:
      return {ElementType::kInt8, "int8", 8};
    case mil::INT16:
      return {ElementType::kInt16, "int16", 16};
    case mil::INT32:
      return {ElementType::kInt32, "int32", 32};
    case mil::INT64:
      return {ElementType::kInt64, "int64", 64};
    case mil::UINT1:
      return {ElementType::kOther, "uint1", 1};
    case mil::UINT2:
      return {ElementType::kOther, "uint2", 2};
    case mil::UINT3:
      return {ElementType::kOther, "uint3", 3};
    case mil::UINT4:
      return {ElementType::kOther, "uint4", 4};
    case mil::UINT6:
      return {ElementType::kOther, "uint6", 6};
    case mil::UINT8:
      return {ElementType::kUInt8, "uint8", 8};
    case mil::UINT16:
      return {ElementType::kUInt16, "uint16", 16};
    case mil::UINT32:
      return {ElementType::kUInt32, "uint32", 32};
    case mil::UINT64:
      return {ElementType::kUInt64, "uint64", 64};
    default:
      return {};
  }
}

std::vector<std::int64_t> program_shape(const mil::TensorType& type) {
  constexpr int kHighestRank = 64;
  constexpr std::uint64_t kLargest = std::uint64_t{1} << 62U;
  std::vector<std::int64_t> shape;
  for (int i = 0; i < std::min(type.dimensions_size(), kHighestRank); ++i) {
    const mil::Dimension& size = type.dimensions(i);
    shape.push_back(size.has_constant() ? static_cast<std::int64_t>(std::min(size.constant().size(), kLargest)) : -1);
  }
  return shape;
}

Result<std::span<const std::byte>> program_bytes(const CoremlFile& file, const mil::Value& value) {
  const mil::TensorType& type = value.type().tensortype();
  const ProgramType number = program_type(type.datatype());
  if (!value.type().has_tensortype() || number.bits == 0) return std::span<const std::byte>();
  std::uint64_t declared = 1;
  for (const std::int64_t size : program_shape(type))
    declared = saturating_multiply(declared, static_cast<std::uint64_t>(std::max<std::int64_t>(size, 0)));
  std::span<const std::byte> bytes;
  std::uint64_t elements = 0;
  if (value.has_blobfilevalue()) {
    MUSTER_TRY(const WeightBlob blob,
               read_weight_blob(file, value.blobfilevalue().filename(), value.blobfilevalue().offset()));
    bytes = blob.bytes;
    elements = bytes.size() * 8 / static_cast<unsigned>(number.bits);
  } else {
    const Immediate held = immediate(value.immediatevalue().tensor(), number.bits);
    bytes = held.bytes;
    elements = held.elements;
  }
  if (elements < declared)
    return fail(ErrorCode::kMalformed,
                fmt::format("a constant of {} {} elements has only {}; the file is damaged, export it again", declared,
                            number.name, elements));
  return bytes;
}

std::vector<float> program_floats(const CoremlFile& file, const mil::Value& value, std::size_t most) {
  const auto bytes = program_bytes(file, value);
  const ElementType type = program_type(value.type().tensortype().datatype()).element_type;
  const std::size_t each = type == ElementType::kFloat32 ? 4 : type == ElementType::kFloat16 ? 2 : 0;
  if (!bytes || each == 0 || bytes->size() > most * each) return {};
  std::vector<float> numbers(bytes->size() / each);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::uint16_t half = 0;
    if (each == 4) std::memcpy(&numbers[i], bytes->data() + 4 * i, 4);
    if (each == 2) std::memcpy(&half, bytes->data() + 2 * i, 2), numbers[i] = half_to_float(half);
  }
  return numbers;
}

Result<std::vector<std::string>> program_labels(const mil::Value& value) {
  ClassLabels labels;
  const auto add_tensor = [&labels](const mil::TensorValue& tensor) -> Result<void> {
    for (const std::string& text : tensor.strings().values()) MUSTER_CHECK_OK(labels.add(text));
    for (const std::int64_t number : tensor.longints().values()) MUSTER_CHECK_OK(labels.add(number));
    for (const std::int32_t number : tensor.ints().values()) MUSTER_CHECK_OK(labels.add(number));
    const std::string& bytes = tensor.bytes().values();
    for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
      std::int64_t number = 0;
      std::memcpy(&number, bytes.data() + i, 8);
      MUSTER_CHECK_OK(labels.add(number));
    }
    return {};
  };
  MUSTER_CHECK_OK(add_tensor(value.immediatevalue().tensor()));
  for (const mil::Value& one : value.immediatevalue().list().values())
    MUSTER_CHECK_OK(add_tensor(one.immediatevalue().tensor()));
  return std::move(labels).take();
}

}  // namespace muster
