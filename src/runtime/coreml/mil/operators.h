#pragma once

#include "runtime/coreml/mil/operation.h"

namespace muster::mil {

// One function an operator, from its operation to its outputs; operators.inc is the table of them all. What cannot be
// translated is refused through the operation; OpenVINO may throw.
#define MUSTER_MIL_OPERATOR(name) Nodes name(Operation& op);
#include "runtime/coreml/mil/operators.inc"
#undef MUSTER_MIL_OPERATOR

using Translation = Nodes (*)(Operation& op);

/// An operator by its name in programs; nullptr: it is not translated.
Translation find_operator(std::string_view name);

}  // namespace muster::mil
