#pragma once

#include "runtime/runtime.h"

namespace muster {

/// Google's LiteRT 2.3 on the CPU (XNNPACK), through its C API: what a phone runs.
const Runtime& litert_runtime();

}  // namespace muster
