#include "data/slice_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace muster {

SliceBuilder::SliceBuilder(std::string name, std::size_t samples, std::size_t most_values) : most_values_(most_values) {
  column_.name = std::move(name);
  column_.indices.reserve(samples);
}

Result<void> SliceBuilder::push_back(std::string_view value) {
  if (const auto found = known_.find(value); found != known_.end()) {
    column_.indices.push_back(found->second);
    return {};
  }
  if (column_.values.size() == most_values_)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("column {} holds more than {} different values; slices are few", in_quotes(column_.name),
                            most_values_));
  const auto fresh = static_cast<std::uint32_t>(column_.values.size());
  column_.values.emplace_back(value);
  known_.emplace(value, fresh);
  column_.indices.push_back(fresh);
  return {};
}

SliceColumn SliceBuilder::finish() && {
  if (column_.values.empty()) return {};
  auto fresh = static_cast<std::uint32_t>(column_.values.size());
  const auto alone = static_cast<std::size_t>(std::ranges::count(column_.indices, kAlone));
  column_.values.resize(column_.values.size() + alone);
  for (std::uint32_t& index : column_.indices)
    if (index == kAlone) index = fresh++;
  return std::move(column_);
}

}  // namespace muster
