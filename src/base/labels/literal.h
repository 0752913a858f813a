#pragma once

#include <string_view>

#include "base/labels/flat_tree.h"

namespace muster {

/// A JSON or Python list, tuple or dict of scalars (a map's values may be lists of scalars). Errors, with the line:
/// other syntax, deeper structures by their shape, a Python set.
Result<FlatTree> parse_label_literal(std::string_view text, std::string_view source);

}  // namespace muster
