#include "model/onnx/onnx_tensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "base/saturating.h"
#include "base/text.h"

namespace muster {
namespace {

struct NumberType {
  std::int32_t id;
  ElementType element_type;
  const char* name;
  unsigned bits;
};

constexpr std::array kTypes = {
    NumberType{onnx::TensorProto::FLOAT, ElementType::kFloat32, "float32", 32},
    NumberType{onnx::TensorProto::UINT8, ElementType::kUInt8, "uint8", 8},
    NumberType{onnx::TensorProto::INT8, ElementType::kInt8, "int8", 8},
    NumberType{onnx::TensorProto::UINT16, ElementType::kUInt16, "uint16", 16},
    NumberType{onnx::TensorProto::INT16, ElementType::kInt16, "int16", 16},
    NumberType{onnx::TensorProto::INT32, ElementType::kInt32, "int32", 32},
    NumberType{onnx::TensorProto::INT64, ElementType::kInt64, "int64", 64},
    NumberType{onnx::TensorProto::STRING, ElementType::kString, "string", 0},
    NumberType{onnx::TensorProto::BOOL, ElementType::kBool, "bool", 8},
    NumberType{onnx::TensorProto::FLOAT16, ElementType::kFloat16, "float16", 16},
    NumberType{onnx::TensorProto::DOUBLE, ElementType::kFloat64, "float64", 64},
    NumberType{onnx::TensorProto::UINT32, ElementType::kUInt32, "uint32", 32},
    NumberType{onnx::TensorProto::UINT64, ElementType::kUInt64, "uint64", 64},
    NumberType{onnx::TensorProto::BFLOAT16, ElementType::kOther, "bfloat16", 16},
    NumberType{onnx::TensorProto::INT4, ElementType::kInt4, "int4", 4},
    NumberType{onnx::TensorProto::UINT4, ElementType::kOther, "uint4", 4},
};

const NumberType& number_type(std::int32_t id) {
  static constexpr NumberType kOther = {0, ElementType::kOther, "other", 0};
  const auto* found = std::ranges::find(kTypes, id, &NumberType::id);
  return found == kTypes.end() ? kOther : *found;
}

template <class Values>
std::span<const std::byte> bytes_of(const Values& values) {
  return std::as_bytes(std::span(values.data(), static_cast<std::size_t>(values.size())));
}

struct Stored {
  std::span<const std::byte> bytes;
  std::uint64_t elements = 0;
};

Stored packed(std::span<const std::byte> bytes, unsigned bits) {
  return {bytes, bits == 0 ? 0 : bytes.size() * 8 / bits};
}

/// The tensor's stretch of a file beside the model.
Result<std::span<const std::byte>> external_bytes(const OnnxFile& file, const onnx::TensorProto& tensor) {
  const auto refuse = [&](std::string what) {
    return fail(ErrorCode::kMalformed, fmt::format("weights {}: {}", in_quotes(tensor.name()), what));
  };
  const auto found = file.files.find(external_entry(tensor, "location"));
  if (found == file.files.end()) return refuse("there is no file of that location");
  const std::string offset_text = external_entry(tensor, "offset"), length_text = external_entry(tensor, "length");
  const auto offset = offset_text.empty() ? 0 : parse_integer(offset_text).value_or(-1);
  const auto size = static_cast<long long>(found->second.size());
  if (offset < 0 || offset > size) return refuse(fmt::format("their offset lies outside the file of {} bytes", size));
  const auto length = length_text.empty() ? size - offset : parse_integer(length_text).value_or(-1);
  if (length < 0 || length > size - offset)
    return refuse(fmt::format("{} bytes at offset {} lie outside the file of {} bytes", length, offset, size));
  return std::span<const std::byte>(found->second)
      .subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
}

Result<Stored> stored_of(const OnnxFile& file, const onnx::TensorProto& tensor, unsigned bits) {
  if (tensor.data_location() == onnx::TensorProto::EXTERNAL) {
    MUSTER_TRY(const auto bytes, external_bytes(file, tensor));
    return packed(bytes, bits);
  }
  const auto wide = [](const auto& values) {
    return Stored{bytes_of(values), static_cast<std::uint64_t>(values.size())};
  };
  if (!tensor.raw_data().empty()) return packed(bytes_of(tensor.raw_data()), bits);
  if (tensor.float_data_size() > 0) return wide(tensor.float_data());
  if (tensor.double_data_size() > 0) return wide(tensor.double_data());
  if (tensor.int64_data_size() > 0) return wide(tensor.int64_data());
  if (tensor.uint64_data_size() > 0) return wide(tensor.uint64_data());
  Stored stored = wide(tensor.int32_data());
  if (bits == 4) stored.elements *= 2;  // two to a number
  return stored;
}

}  // namespace

ElementType onnx_element_type(std::int32_t type) {
  return number_type(type).element_type;
}

std::optional<std::vector<std::int64_t>> onnx_shape(const onnx::ValueInfoProto& value) {
  constexpr int kHighestRank = 64;
  if (!value.type().tensor_type().has_shape()) return std::nullopt;
  std::vector<std::int64_t> shape;
  for (const auto& size : value.type().tensor_type().shape().dim()) {
    if (static_cast<int>(shape.size()) == kHighestRank) return std::nullopt;
    shape.push_back(size.has_dim_value() && size.dim_value() >= 0 ? size.dim_value() : -1);
  }
  return shape;
}

Result<GraphTensor> onnx_tensor(const OnnxFile& file, const onnx::TensorProto& tensor) {
  GraphTensor restated;
  const NumberType& number = number_type(tensor.data_type());
  if (tensor.dims_size() == 0 || number.bits == 0) return restated;
  restated.element_type = number.element_type;
  if (number.element_type == ElementType::kOther) restated.stored_as = number.name;
  std::uint64_t declared = 1;
  for (const std::int64_t size : tensor.dims()) {
    if (size < 0)
      return fail(ErrorCode::kMalformed, fmt::format("constant {}: a size is negative", in_quotes(tensor.name())));
    declared = saturating_multiply(declared, static_cast<std::uint64_t>(size));
    restated.shape.push_back(size);
  }
  MUSTER_TRY(const Stored stored, stored_of(file, tensor, number.bits));
  if (stored.elements < declared)
    return fail(ErrorCode::kMalformed,
                fmt::format("constant {} of {} {} elements has only {}; the file is damaged, export it again",
                            in_quotes(tensor.name()), declared, number.name, stored.elements));
  restated.constant = stored.bytes;
  if (restated.constant.empty()) restated.element_type = ElementType::kOther;
  restated.quantized = number.bits <= 8 && restated.shape.size() >= 2;
  return restated;
}

std::optional<SmallIntegers> onnx_integers(const onnx::TensorProto& tensor) {
  constexpr std::size_t kMost = 64;
  const bool wide = tensor.data_type() == onnx::TensorProto::INT64;
  if ((!wide && tensor.data_type() != onnx::TensorProto::INT32) || tensor.dims_size() > 2) return std::nullopt;
  if (tensor.data_location() == onnx::TensorProto::EXTERNAL) return std::nullopt;
  const std::string& raw = tensor.raw_data();
  const std::size_t each = wide ? 8 : 4;
  if (raw.size() > kMost * each || tensor.int64_data_size() > static_cast<int>(kMost) ||
      tensor.int32_data_size() > static_cast<int>(kMost))
    return std::nullopt;
  SmallIntegers small{{tensor.dims().begin(), tensor.dims().end()}, {}};
  small.values.assign(tensor.int64_data().begin(), tensor.int64_data().end());
  small.values.insert(small.values.end(), tensor.int32_data().begin(), tensor.int32_data().end());
  for (std::size_t at = 0; at + each <= raw.size(); at += each) {
    std::int32_t narrow = 0;
    std::int64_t value = 0;
    if (wide) std::memcpy(&value, raw.data() + at, 8);
    if (!wide) std::memcpy(&narrow, raw.data() + at, 4), value = narrow;
    small.values.push_back(value);
  }
  std::size_t declared = 1;
  for (const std::int64_t size : small.shape) {
    if (size < 0 || size > static_cast<std::int64_t>(kMost)) return std::nullopt;
    declared *= static_cast<std::size_t>(size);
  }
  return declared == small.values.size() ? std::optional(std::move(small)) : std::nullopt;
}

}  // namespace muster
