#pragma once

#include <string_view>

#include "base/labels/flat_tree.h"

namespace muster {

/// The labels of a YAML document: a list, a map, or what stands under `names` (the data.yaml of Ultralytics, whose
/// other keys are not read, but for `nc`, the number of names). Errors, with the line: no YAML, deeper structure,
/// anchors, a count that differs.
Result<FlatTree> parse_label_yaml(std::string_view text, std::string_view source);

}  // namespace muster
