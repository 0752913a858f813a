#include "runtime/coreml/mil/operation.h"

#include <fmt/format.h>

#include "base/text.h"

namespace muster::mil {

namespace spec = CoreML::Specification::MILSpec;

Operation::Operation(const spec::Operation& message, const Scope& scope, const CoremlFile& file)
    : message_(message), scope_(scope) {
  const auto keep = [&](const std::string& name, const spec::Value& stated) {
    auto value = constant_value(stated, file);
    if (!value) refuse(fmt::format("'{}': {}", printable(name, 60), value.error().message));
    if (value) values_[name].push_back(std::move(*value));
  };
  for (const auto& [name, attribute] : message.attributes()) keep(name, attribute);
  for (const auto& [name, argument] : message.inputs())
    for (const auto& binding : argument.arguments())
      if (binding.has_value()) keep(name, binding.value());
}

bool Operation::has(const std::string& name) const {
  return message_.inputs().contains(name) || message_.attributes().contains(name);
}

Node Operation::refuse(std::string what) {
  if (error_.empty()) error_ = std::move(what);
  return constant(0.0F);
}

const Value* Operation::find(const std::string& name) {
  read_.insert(name);
  if (const auto own = values_.find(name); own != values_.end()) return &own->second.front();
  const auto input = message_.inputs().find(name);
  if (input == message_.inputs().end()) return nullptr;
  if (input->second.arguments_size() != 1) {
    refuse(fmt::format("'{}' has {} values and not one", name, input->second.arguments_size()));
    return nullptr;
  }
  const auto named = scope_.find(input->second.arguments(0).name());
  if (named != scope_.end()) return &named->second;
  refuse(fmt::format("'{}' is '{}', which is computed nowhere before", name,
                     printable(input->second.arguments(0).name(), 80)));
  return nullptr;
}

const Value* Operation::required(const std::string& name) {
  const Value* value = find(name);
  if (value == nullptr) refuse(fmt::format("it has no '{}'", name));
  return value;
}

Node Operation::tensor(const std::string& name) {
  const Value* value = required(name);
  if (value == nullptr) return constant(0.0F);
  if (!value->texts.empty()) return refuse(fmt::format("'{}' is text", name));
  return value->node;
}

std::optional<Node> Operation::tensor_if(const std::string& name) {
  return has(name) ? std::optional(tensor(name)) : std::nullopt;
}

Nodes Operation::tensors(const std::string& name) {
  read_.insert(name);
  Nodes nodes;
  const auto input = message_.inputs().find(name);
  if (input == message_.inputs().end()) return {refuse(fmt::format("it has no '{}'", name))};
  for (const auto& binding : input->second.arguments()) {
    const auto named = scope_.find(binding.name());
    if (binding.has_value() || named == scope_.end() || !named->second.texts.empty())
      return {refuse(fmt::format("a value of '{}' is no tensor that is computed before", name))};
    nodes.push_back(named->second.node);
  }
  if (nodes.empty()) nodes.push_back(refuse(fmt::format("'{}' is empty", name)));
  return nodes;
}

std::shared_ptr<ops::Constant> Operation::known(const std::string& name) {
  const Value* value = required(name);
  if (value == nullptr) return nullptr;
  auto stated = value->texts.empty() ? ov::as_type_ptr<ops::Constant>(value->node.get_node_shared_ptr()) : nullptr;
  if (!stated) refuse(fmt::format("'{}' is computed by the network; only a constant is supported", name));
  return stated;
}

std::vector<std::int64_t> Operation::integers(const std::string& name) {
  const auto stated = known(name);
  if (stated && stated->get_element_type().is_real()) refuse(fmt::format("'{}' is no whole number", name));
  return stated ? stated->cast_vector<std::int64_t>() : std::vector<std::int64_t>();
}

std::vector<std::int64_t> Operation::integers(const std::string& name, std::vector<std::int64_t> fallback) {
  if (!has(name)) return fallback;
  const std::size_t count = fallback.size();
  return integers(name, count);
}

std::vector<std::int64_t> Operation::integers(const std::string& name, std::size_t count) {
  auto values = integers(name);
  if (values.size() != count) refuse(fmt::format("'{}' has {} values and not {}", name, values.size(), count));
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
  if (values.size() != 1) refuse(fmt::format("'{}' has {} values and not one", name, values.size()));
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
  if (value->texts.size() != 1) refuse(fmt::format("'{}' is no text", name));
  return value->texts.empty() ? "" : value->texts[0];
}

std::int64_t Operation::axis(const std::string& name, const Node& x, std::optional<std::int64_t> fallback) {
  const std::int64_t rank = rank_of(x);
  const std::int64_t stated = integer(name, fallback), from_front = stated < 0 ? stated + rank : stated;
  if (from_front >= 0 && from_front < rank) return from_front;
  refuse(fmt::format("'{}' is {} of a tensor with {} dimensions", name, stated, rank));
  return 0;
}

std::string Operation::error() const {
  if (!error_.empty()) return error_;
  std::string unread;
  const auto list = [&](const std::string& name) {
    if (!read_.contains(name)) unread += fmt::format("{}'{}'", unread.empty() ? "" : ", ", printable(name, 60));
  };
  for (const auto& [name, value] : message_.inputs()) list(name);
  for (const auto& [name, value] : message_.attributes()) list(name);
  if (!unread.empty())
    return fmt::format("{} not supported", unread + (unread.find(',') == std::string::npos ? " is" : " are"));
  if (message_.blocks_size() > 0) return "its inner blocks are not supported";
  return "";
}

}  // namespace muster::mil
