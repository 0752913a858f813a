#pragma once

#include "runtime/runtime.h"

namespace muster {

/// main() of a worker program: `muster-worker --memory-limit BYTES`, started by muster with its socket at
/// kProtocolDescriptor. Dies with its parent, leaves Ctrl-C to it, and keeps to the memory limit.
int start_worker(const Runtime& runtime, int argc, char** argv);

}  // namespace muster
