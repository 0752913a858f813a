#include "model/graph_builder.h"

#include <fmt/format.h>

#include "base/text.h"

namespace muster {

std::int32_t GraphBuilder::define(std::string_view name, GraphTensor tensor) {
  tensor.name = bounded_name(name);
  const auto index = static_cast<std::int32_t>(graph_.tensors.size());
  graph_.tensors.push_back(std::move(tensor));
  by_name_[name] = index;
  return index;
}

std::int32_t GraphBuilder::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? -1 : found->second;
}

Result<std::int32_t> GraphBuilder::read(std::string_view name, std::string_view operator_name) const {
  const std::int32_t index = find(name);
  if (index < 0)
    return fail(ErrorCode::kMalformed,
                fmt::format("operator {} reads {}, which nothing before it computes: a cycle, or a damaged file",
                            in_quotes(operator_name), in_quotes(name)));
  return index;
}

Result<void> GraphBuilder::add(GraphNode node) {
  constexpr std::size_t kMostNodes = 200'000;
  if (graph_.nodes.size() == kMostNodes)
    return fail(ErrorCode::kUnsupported, fmt::format("more than {} operators", kMostNodes));
  graph_.nodes.push_back(std::move(node));
  return {};
}

std::string_view bounded_name(std::string_view name) {
  constexpr std::size_t kMost = 512;
  return name.substr(0, kMost);
}

}  // namespace muster
