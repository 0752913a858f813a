#include "runtime/coreml/mil/constant_value.h"

#include <fmt/format.h>

#include <cstring>
#include <limits>

#include "model/coreml/weight_blob.h"

namespace muster::mil {
namespace {

using CoreML::Specification::MILSpec::DataType;
using CoreML::Specification::MILSpec::TensorValue;
using CoreML::Specification::MILSpec::ValueType;
namespace spec = CoreML::Specification::MILSpec;

/// How a number type is stored, and what it becomes.
struct Stored {
  DataType type;
  BlobType blob;
  int bits;
  ov::element::Type becomes;
};

constexpr int kHalf = 16;

const std::vector<Stored>& stored_types() {
  static const std::vector<Stored> kTypes{{spec::FLOAT16, BlobType::kFloat16, kHalf, ov::element::f32},
                                          {spec::FLOAT32, BlobType::kFloat32, 32, ov::element::f32},
                                          {spec::INT8, BlobType::kInt8, 8, ov::element::i8},
                                          {spec::INT16, BlobType::kInt16, 16, ov::element::i32},
                                          {spec::INT32, BlobType::kInt32, 32, ov::element::i32},
                                          {spec::INT4, BlobType::kInt4, 4, ov::element::i8},
                                          {spec::UINT8, BlobType::kUInt8, 8, ov::element::u8},
                                          {spec::UINT16, BlobType::kUInt16, 16, ov::element::i32},
                                          {spec::UINT32, BlobType::kUInt32, 32, ov::element::i32},
                                          {spec::UINT6, BlobType::kUInt6, 6, ov::element::u8},
                                          {spec::UINT4, BlobType::kUInt4, 4, ov::element::u8},
                                          {spec::UINT3, BlobType::kUInt3, 3, ov::element::u8},
                                          {spec::UINT2, BlobType::kUInt2, 2, ov::element::u8},
                                          {spec::UINT1, BlobType::kUInt1, 1, ov::element::u8}};
  return kTypes;
}

/// The shape, of a bearable number of elements.
Result<ov::Shape> shape_of(const spec::TensorType& type) {
  constexpr int kMostDimensions = 16;
  if (type.dimensions_size() > kMostDimensions)
    return fail(ErrorCode::kMalformed, fmt::format("a constant of {} dimensions", type.dimensions_size()));
  ov::Shape shape;
  for (const auto& dimension : type.dimensions()) {
    if (!dimension.has_constant()) return fail(ErrorCode::kUnsupported, "a constant of a shape that is not known");
    shape.push_back(dimension.constant().size());
  }
  if (element_count(shape) <= kMostElements) return shape;
  return fail(ErrorCode::kMalformed, "a constant of a shape that overflows or is far too large");
}

template <class To, class From>
std::vector<To> numbers_in(std::span<const std::byte> bytes, std::size_t count) {
  std::vector<To> numbers(count);
  for (std::size_t i = 0; i < count; ++i) {
    From number;
    std::memcpy(&number, bytes.data() + i * sizeof(From), sizeof(From));
    numbers[i] = static_cast<To>(number);
  }
  return numbers;
}

/// Numbers of less than eight bits, packed from the lowest bit on.
std::vector<std::uint8_t> unpacked(std::span<const std::byte> bytes, std::size_t count, unsigned bits, bool is_signed) {
  std::vector<std::uint8_t> numbers(count);
  const unsigned mask = (1U << bits) - 1, sign = 1U << (bits - 1);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = i * bits;
    unsigned word = std::to_integer<unsigned>(bytes[at / 8]);
    if (at / 8 + 1 < bytes.size()) word |= std::to_integer<unsigned>(bytes[at / 8 + 1]) << 8U;
    const unsigned number = (word >> (at % 8)) & mask;
    numbers[i] = static_cast<std::uint8_t>(is_signed && (number & sign) != 0 ? number | ~mask : number);
  }
  return numbers;
}

Result<Node> from_bytes(const Stored& stored, std::span<const std::byte> bytes, const ov::Shape& shape) {
  const std::size_t count = ov::shape_size(shape);
  const std::size_t needed = (count * static_cast<std::size_t>(stored.bits) + 7) / 8;
  const std::size_t slack = stored.bits < 8 ? 8 : 0;  // packed numbers may be filled up
  if (bytes.size() < needed || bytes.size() > needed + slack)
    return fail(ErrorCode::kMalformed, fmt::format("{} bytes for a constant that needs {}", bytes.size(), needed));
  const auto made = [&](const auto& numbers) {
    return ops::Constant::create(stored.becomes, shape, numbers)->output(0);
  };
  switch (stored.type) {
    case spec::FLOAT32:
      return std::make_shared<ops::Constant>(ov::element::f32, shape, bytes.data())->output(0);
    case spec::FLOAT16:
      return made(numbers_in<float, ov::float16>(bytes, count));
    case spec::INT32:
    case spec::UINT32:
      return made(numbers_in<std::int32_t, std::int32_t>(bytes, count));
    case spec::INT16:
      return made(numbers_in<std::int32_t, std::int16_t>(bytes, count));
    case spec::UINT16:
      return made(numbers_in<std::int32_t, std::uint16_t>(bytes, count));
    default:
      break;
  }
  const auto numbers = unpacked(bytes, count, static_cast<unsigned>(stored.bits), stored.becomes == ov::element::i8);
  return std::make_shared<ops::Constant>(stored.becomes, shape, numbers.data())->output(0);
}

/// Numbers that stand in the message one by one.
template <class Number>
Result<Node> from_list(const auto& values, ov::element::Type type, const ov::Shape& shape) {
  if (static_cast<std::size_t>(values.size()) != ov::shape_size(shape))
    return fail(ErrorCode::kMalformed,
                fmt::format("{} values for a constant of {}", values.size(), ov::shape_size(shape)));
  std::vector<Number> numbers;
  for (const auto value : values) {
    if constexpr (std::is_same_v<Number, std::int32_t>) {
      const auto wide = static_cast<std::int64_t>(value);  // an open end may be the largest number there is
      numbers.push_back(static_cast<std::int32_t>(std::clamp<std::int64_t>(
          wide, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max())));
    } else {
      numbers.push_back(static_cast<Number>(value));
    }
  }
  return ops::Constant::create(type, shape, numbers)->output(0);
}

/// Whether the number type is of the kind in which the message states the values.
bool is_of_kind(TensorValue::ValueCase kind, DataType type) {
  switch (kind) {
    case TensorValue::kFloats:
    case TensorValue::kDoubles:
      return type == spec::FLOAT16 || type == spec::FLOAT32 || type == spec::FLOAT64 || type == spec::BFLOAT16;
    case TensorValue::kInts:
    case TensorValue::kLongInts:
      return (type >= spec::INT8 && type <= spec::INT4) || (type >= spec::UINT8 && type <= spec::UINT3);
    case TensorValue::kBools:
      return type == spec::BOOL;
    default:
      return true;
  }
}

tl::unexpected<Error> unknown_type(DataType type) {
  const std::string name = DataType_Name(type);
  return fail(ErrorCode::kUnsupported, fmt::format("constants of number type {} are not supported",
                                                   name.empty() ? std::to_string(static_cast<int>(type)) : name));
}

Result<Node> from_message(const TensorValue& tensor, DataType type, const ov::Shape& shape) {
  if (!is_of_kind(tensor.value_case(), type)) return unknown_type(type);
  switch (tensor.value_case()) {
    case TensorValue::kFloats:
      return from_list<float>(tensor.floats().values(), ov::element::f32, shape);
    case TensorValue::kDoubles:
      return from_list<float>(tensor.doubles().values(), ov::element::f32, shape);
    case TensorValue::kInts:
      return from_list<std::int32_t>(tensor.ints().values(), ov::element::i32, shape);
    case TensorValue::kLongInts:
      return from_list<std::int32_t>(tensor.longints().values(), ov::element::i32, shape);
    case TensorValue::kBools:
      return from_list<char>(tensor.bools().values(), ov::element::boolean, shape);
    case TensorValue::kBytes: {
      const auto stored = std::ranges::find(stored_types(), type, &Stored::type);
      if (stored == stored_types().end()) return unknown_type(type);
      const std::string& bytes = tensor.bytes().values();
      return from_bytes(*stored, std::as_bytes(std::span(bytes)), shape);
    }
    default:
      return fail(ErrorCode::kUnsupported, "a constant whose values are of a kind that is not supported");
  }
}

/// Class names of a classifier: a list of texts or numbers.
Value from_list_of_labels(const spec::ListValue& list) {
  Value value;
  for (const auto& entry : list.values()) {
    const TensorValue& tensor = entry.immediatevalue().tensor();
    for (const std::string& text : tensor.strings().values()) value.texts.push_back(text);
    for (const auto number : tensor.longints().values()) value.texts.push_back(std::to_string(number));
    for (const auto number : tensor.ints().values()) value.texts.push_back(std::to_string(number));
  }
  if (value.texts.empty()) value.texts.emplace_back();
  return value;
}

}  // namespace

Result<Value> constant_value(const spec::Value& value, const CoremlFile& file) {
  if (value.has_immediatevalue() && value.immediatevalue().has_list())
    return from_list_of_labels(value.immediatevalue().list());
  if (!value.type().has_tensortype()) return fail(ErrorCode::kUnsupported, "a constant that is no tensor");
  const spec::TensorType& type = value.type().tensortype();
  if (type.datatype() == spec::STRING) {
    const auto& strings = value.immediatevalue().tensor().strings().values();
    if (strings.empty()) return fail(ErrorCode::kMalformed, "a text without its value");
    return Value{{}, {strings.begin(), strings.end()}};
  }
  MUSTER_TRY(const ov::Shape shape, shape_of(type));
  if (value.has_blobfilevalue()) {
    const auto& reference = value.blobfilevalue();
    MUSTER_TRY(const WeightBlob blob, read_weight_blob(file, reference.filename(), reference.offset()));
    const auto stored = std::ranges::find(stored_types(), type.datatype(), &Stored::type);
    if (stored == stored_types().end()) return unknown_type(type.datatype());
    if (stored->blob != blob.type)
      return fail(ErrorCode::kMalformed, fmt::format("weights of number type {} where the program says {}",
                                                     static_cast<int>(blob.type), DataType_Name(type.datatype())));
    MUSTER_TRY(Node node, from_bytes(*stored, blob.bytes, shape));
    return Value{node, {}};
  }
  MUSTER_TRY(Node node, from_message(value.immediatevalue().tensor(), type.datatype(), shape));
  return Value{node, {}};
}

}  // namespace muster::mil
