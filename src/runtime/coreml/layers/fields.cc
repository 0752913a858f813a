#include "runtime/coreml/layers/fields.h"

#include <fmt/format.h>
#include <google/protobuf/unknown_field_set.h>

#include <algorithm>

namespace muster::layers {

Result<void> require_only(const google::protobuf::Message& message, std::span<const std::string_view> names) {
  const auto* reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> set;
  reflection->ListFields(message, &set);
  for (const auto* field : set)
    if (std::ranges::find(names, std::string_view(field->name())) == names.end())
      return unsupported(fmt::format("field {} is not supported", field->name()));
  const auto& unknown = reflection->GetUnknownFields(message);
  if (!unknown.empty())
    return unsupported(fmt::format("unknown field {} of {}", unknown.field(0).number(), message.GetTypeName()));
  return {};
}

Result<void> require_only(const google::protobuf::Message& message, std::initializer_list<std::string_view> names) {
  return require_only(message, std::span(names.begin(), names.size()));
}

Result<std::int64_t> read_size(std::uint64_t value, std::string_view field) {
  if (value == 0 || value > kMaxSize) return malformed(fmt::format("{}: {} is no size", field, value));
  return static_cast<std::int64_t>(value);
}

Result<Sizes> read_sizes(const Counts& values, std::string_view field) {
  Sizes sizes;
  for (const std::uint64_t value : values) {
    MUSTER_TRY(const std::int64_t size, read_size(value, field));
    sizes.push_back(size);
  }
  if (element_count(sizes) > kMostElements) return malformed(fmt::format("{}: too large", field));
  return sizes;
}

Result<Pair> read_pair(const Counts& values, std::string_view field, std::uint64_t unset, std::uint64_t fewest) {
  if (values.empty()) return Pair{static_cast<std::int64_t>(unset), static_cast<std::int64_t>(unset)};
  if (values.size() != 2) return malformed(fmt::format("{}: {} values, not 2", field, values.size()));
  for (const std::uint64_t value : values)
    if (value < fewest || value > kMaxSize) return malformed(fmt::format("{}: {} is no size", field, value));
  return Pair{static_cast<std::int64_t>(values[0]), static_cast<std::int64_t>(values[1])};
}

}  // namespace muster::layers
