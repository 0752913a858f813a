#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "muster/error.h"

namespace muster {

/// A value of a YAML document. Items of a list have no names.
struct YamlNode {
  std::size_t line = 1;
  std::optional<std::string> scalar;
  std::vector<std::pair<std::string, YamlNode>> children;

  /// The child of that name; null: there is none.
  [[nodiscard]] const YamlNode* find(std::string_view name) const;
};

/// The first document. Errors, "LINE: what": no YAML, an alias or a merge (which could make a small file large), more
/// than sixteen levels or a million values.
Result<YamlNode> parse_yaml(std::string_view text);

}  // namespace muster
