#pragma once

#include "runtime/coreml/mil/operation.h"

namespace muster::mil {

/// An operator of x alone.
template <class Operator>
Nodes of_x(Operation& op) {
  return {make<Operator>(op.tensor("x"))};
}

}  // namespace muster::mil
