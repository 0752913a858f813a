#include "muster/tensor.h"

#include <algorithm>

namespace muster {
namespace {

struct TypeFacts {
  ElementType type;
  std::string_view name;
  int bits;
};

constexpr TypeFacts kTypes[] = {
    {ElementType::kFloat32, "float32", 32}, {ElementType::kFloat16, "float16", 16},
    {ElementType::kFloat64, "float64", 64}, {ElementType::kInt4, "int4", 4},
    {ElementType::kInt8, "int8", 8},        {ElementType::kUInt8, "uint8", 8},
    {ElementType::kInt16, "int16", 16},     {ElementType::kUInt16, "uint16", 16},
    {ElementType::kInt32, "int32", 32},     {ElementType::kUInt32, "uint32", 32},
    {ElementType::kInt64, "int64", 64},     {ElementType::kUInt64, "uint64", 64},
    {ElementType::kBool, "bool", 8},        {ElementType::kString, "string", 0},
    {ElementType::kOther, "other", 0},
};

const TypeFacts& facts(ElementType type) {
  const auto* found = std::ranges::find(kTypes, type, &TypeFacts::type);
  return found == std::end(kTypes) ? std::end(kTypes)[-1] : *found;
}

}  // namespace

std::string_view to_string(ElementType type) {
  return facts(type).name;
}

int element_bits(ElementType type) {
  return facts(type).bits;
}

std::uint64_t element_count(const TensorSpec& spec) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 62U;
  std::uint64_t count = 1;
  for (const std::int64_t size : spec.shape) {
    const auto factor = size < 0 ? 1 : static_cast<std::uint64_t>(size);
    if (factor == 0) return 0;
    if (count > kMost / factor) return kMost;
    count *= factor;
  }
  return count;
}

std::optional<ImageSize> image_size(const TensorSpec& spec) {
  constexpr std::int64_t kLargestSide = 65'536;
  auto shape = spec.shape;
  if (shape.size() == 4 && (shape.front() == 1 || shape.front() == -1)) shape.erase(shape.begin());
  if (shape.size() != 3 || (spec.shape.size() == 3 && !spec.channels_first)) return std::nullopt;
  if (spec.channels_first) std::ranges::rotate(shape, shape.begin() + 1);
  const auto is_side = [](std::int64_t size) { return size > 0 && size <= kLargestSide; };
  if (!is_side(shape[0]) || !is_side(shape[1]) || (shape[2] != 1 && shape[2] != 3)) return std::nullopt;
  return ImageSize{static_cast<int>(shape[0]), static_cast<int>(shape[1]), static_cast<int>(shape[2])};
}

std::uint64_t byte_count(const TensorSpec& spec) {
  const auto bits = static_cast<std::uint64_t>(element_bits(spec.element_type));
  const std::uint64_t count = element_count(spec);
  return bits >= 8 ? count * (bits / 8) : (count * bits + 7) / 8;
}

}  // namespace muster
