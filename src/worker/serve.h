#pragma once

#include "runtime/runtime.h"

namespace muster {

/// A worker's life: meets the requests that arrive on `descriptor`, in order, until it is closed.
/// Returns the process's exit code.
int serve(const Runtime& runtime, int descriptor);

}  // namespace muster
