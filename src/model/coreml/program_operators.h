#pragma once

#include <string_view>

#include "model/graph.h"

namespace muster {

/// How the multiply-accumulates of an ML Program's operator are counted; kUncounted for one that is not known.
OperatorKind program_operator_kind(std::string_view type);

}  // namespace muster
