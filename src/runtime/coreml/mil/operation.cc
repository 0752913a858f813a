#include "runtime/coreml/mil/operation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

namespace muster::mil {

namespace spec = CoreML::Specification::MILSpec;

Operation::Operation(const spec::Operation& message, const Scope& scope, const CoremlFile& file)
    : message_(message), scope_(scope) {
  const auto keep = [&](const std::string& name, const spec::Value& stated) {
    auto value = constant_value(stated, file);
    if (!value)
      remember(with_context(std::move(value).error(), in_quotes(name)));
    else if (!values_.emplace(name, std::move(*value)).second)
      malformed(in_quotes(name) + " is stated twice");
  };
  for (const auto& [name, attribute] : message.attributes()) keep(name, attribute);
  for (const auto& [name, argument] : message.inputs())
    for (const auto& binding : argument.arguments())
      if (binding.has_value()) keep(name, binding.value());
}

bool Operation::has(const std::string& name) const {
  return message_.inputs().contains(name) || message_.attributes().contains(name);
}

Node Operation::remember(Error error) {
  if (!error_) error_ = std::move(error);
  return constant(0.0F);
}

Node Operation::malformed(std::string what) {
  return remember({ErrorCode::kMalformed, std::move(what)});
}

Node Operation::unsupported(std::string what) {
  return remember({ErrorCode::kUnsupported, std::move(what)});
}

Node Operation::unknown(const std::string& name, const std::string& text) {
  return unsupported(fmt::format("{} {} is not supported", name, in_quotes(text)));
}

const Value* Operation::find(const std::string& name) {
  read_.insert(name);
  const auto input = message_.inputs().find(name);
  const bool is_input = input != message_.inputs().end();
  if (is_input && input->second.arguments_size() != 1) {
    malformed(fmt::format("'{}' has {} values and not one", name, input->second.arguments_size()));
    return nullptr;
  }
  if (const auto own = values_.find(name); own != values_.end()) return &own->second;
  if (!is_input) return nullptr;
  const auto named = scope_.find(input->second.arguments(0).name());
  if (named != scope_.end()) return &named->second;
  malformed(
      fmt::format("'{}' is {}, which is computed nowhere before", name, in_quotes(input->second.arguments(0).name())));
  return nullptr;
}

const Value* Operation::required(const std::string& name) {
  const Value* value = find(name);
  if (value == nullptr) malformed(fmt::format("it has no '{}'", name));
  return value;
}

Node Operation::tensor(const std::string& name) {
  const Value* value = required(name);
  if (value == nullptr) return constant(0.0F);
  if (!value->texts.empty()) return malformed(fmt::format("'{}' is text", name));
  if (element_count(value->node.get_shape()) == 0) return malformed(fmt::format("'{}' has no elements", name));
  return value->node;
}

std::optional<Node> Operation::tensor_if(const std::string& name) {
  return has(name) ? std::optional(tensor(name)) : std::nullopt;
}

Nodes Operation::tensors(const std::string& name) {
  read_.insert(name);
  Nodes nodes;
  const auto input = message_.inputs().find(name);
  if (input == message_.inputs().end()) return {malformed(fmt::format("it has no '{}'", name))};
  for (const auto& binding : input->second.arguments()) {
    const auto named = scope_.find(binding.name());
    if (binding.has_value() || named == scope_.end() || !named->second.texts.empty() ||
        element_count(named->second.node.get_shape()) == 0)
      return {malformed(fmt::format("a value of '{}' is no tensor that is computed before", name))};
    nodes.push_back(named->second.node);
  }
  if (nodes.empty()) nodes.push_back(malformed(fmt::format("'{}' is empty", name)));
  return nodes;
}

std::shared_ptr<ops::Constant> Operation::known(const std::string& name) {
  const Value* value = required(name);
  if (value == nullptr) return nullptr;
  auto stated = value->texts.empty() ? ov::as_type_ptr<ops::Constant>(value->node.get_node_shared_ptr()) : nullptr;
  if (!stated) unsupported(fmt::format("'{}' is computed by the network; only a constant is supported", name));
  return stated;
}

std::vector<std::int64_t> Operation::integers(const std::string& name) {
  const auto stated = known(name);
  if (stated && stated->get_element_type().is_real()) malformed(fmt::format("'{}' is no whole number", name));
  return stated ? stated->cast_vector<std::int64_t>() : std::vector<std::int64_t>();
}

std::vector<std::int64_t> Operation::integers(const std::string& name, std::vector<std::int64_t> fallback) {
  if (!has(name)) return fallback;
  const std::size_t count = fallback.size();
  return integers(name, count);
}

std::vector<std::int64_t> Operation::integers(const std::string& name, std::size_t count) {
  auto values = integers(name);
  if (values.size() != count) malformed(fmt::format("'{}' has {} values and not {}", name, values.size(), count));
  values.resize(count, 1);
  return values;
}

std::int64_t Operation::integer(const std::string& name, std::optional<std::int64_t> fallback) {
  return fallback && !has(name) ? *fallback : integers(name, std::size_t{1})[0];
}

std::vector<float> Operation::numbers(const std::string& name) {
  const auto stated = known(name);
  return stated ? stated->cast_vector<float>() : std::vector<float>();
}

float Operation::number(const std::string& name, std::optional<float> fallback) {
  if (fallback && !has(name)) return *fallback;
  auto values = numbers(name);
  if (values.size() != 1) malformed(fmt::format("'{}' has {} values and not one", name, values.size()));
  values.resize(1);
  return values[0];
}

bool Operation::flag(const std::string& name, std::optional<bool> fallback) {
  return fallback && !has(name) ? *fallback : integers(name, std::size_t{1})[0] != 0;
}

std::string Operation::text(const std::string& name, std::optional<std::string> fallback) {
  if (fallback && !has(name)) return *fallback;
  const Value* value = required(name);
  if (value == nullptr) return "";
  if (value->texts.size() != 1) malformed(fmt::format("'{}' is no text", name));
  return value->texts.empty() ? "" : value->texts[0];
}

std::vector<std::string> Operation::texts(const std::string& name) {
  const Value* value = required(name);
  if (value != nullptr && value->texts.empty()) malformed(fmt::format("'{}' is no text", name));
  return value == nullptr ? std::vector<std::string>() : value->texts;
}

Node Operation::per_channel(const std::string& name, const Node& x) {
  const Node values = tensor(name);
  const std::int64_t rank = rank_of(x);
  if (rank < 2 || values.get_shape() != ov::Shape{static_cast<std::size_t>(x.get_partial_shape()[1].get_length())})
    return malformed(fmt::format("'{}' has not one value for each channel", name));
  return along_channels(values, rank);
}

std::int64_t Operation::axis(const std::string& name, const Node& x, std::optional<std::int64_t> fallback) {
  const std::int64_t rank = rank_of(x);
  const std::int64_t stated = integer(name, fallback), from_front = stated < 0 ? stated + rank : stated;
  if (from_front >= 0 && from_front < rank) return from_front;
  malformed(fmt::format("'{}' is {} of a tensor with {} dimensions", name, stated, rank));
  return 0;
}

std::vector<std::int64_t> Operation::axes(const std::string& name, std::int64_t rank) {
  std::vector<std::int64_t> axes = integers(name);
  std::set<std::int64_t> seen;
  for (std::int64_t& axis : axes) {
    if (axis < 0) axis += rank;
    if (axis >= 0 && axis < rank && seen.insert(axis).second) continue;
    malformed(fmt::format("'{}' names a dimension twice, or one beyond {}", name, rank));
    return {};
  }
  return axes;
}

Result<void> Operation::outcome() const {
  if (error_) return tl::unexpected(*error_);
  std::vector<std::string> unread;
  const auto list = [&](const std::string& name) {
    if (!read_.contains(name)) unread.push_back(in_quotes(name));
  };
  for (const auto& [name, value] : message_.inputs()) list(name);
  for (const auto& [name, value] : message_.attributes()) list(name);
  std::ranges::sort(unread);
  const char* verb = unread.size() == 1 ? "is" : "are";
  constexpr std::size_t kMostNamed = 10;
  if (unread.size() > kMostNamed) unread.resize(kMostNamed);
  if (!unread.empty())
    return fail(ErrorCode::kUnsupported, fmt::format("{} {} not supported", fmt::join(unread, ", "), verb));
  if (message_.blocks_size() > 0) return fail(ErrorCode::kUnsupported, "its inner blocks are not supported");
  return {};
}

}  // namespace muster::mil
