#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "onnx/onnx-ml.pb.h"

namespace muster {

/// An operator's attribute; nullptr: left out.
inline const onnx::AttributeProto* onnx_attribute(const onnx::NodeProto& node, std::string_view name) {
  for (const onnx::AttributeProto& attribute : node.attribute())
    if (attribute.name() == name) return &attribute;
  return nullptr;
}

inline std::int64_t onnx_integer(const onnx::NodeProto& node, std::string_view name, std::int64_t usual) {
  const auto* attribute = onnx_attribute(node, name);
  return attribute == nullptr ? usual : attribute->i();
}

/// At most 64 integers; empty: left out.
inline std::vector<std::int64_t> onnx_integer_list(const onnx::NodeProto& node, std::string_view name) {
  constexpr int kMost = 64;
  const auto* attribute = onnx_attribute(node, name);
  if (attribute == nullptr || attribute->ints_size() > kMost) return {};
  return {attribute->ints().begin(), attribute->ints().end()};
}

}  // namespace muster
