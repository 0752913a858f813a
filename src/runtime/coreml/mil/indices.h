#pragma once

#include "runtime/coreml/mil/operation.h"

namespace muster::mil {

/// The input `indices`, places along that axis of `x`, negative ones counted from its end. Constant ones that lie
/// outside are malformed; of those that the network computes one outside makes the run fail.
Node read_indices(Operation& op, const Node& x, std::int64_t axis);

/// The same where each row of the indices (their last dimension) is a place in the dimensions of `x` from `first` on.
Node read_places(Operation& op, const Node& x, std::int64_t first);

}  // namespace muster::mil
