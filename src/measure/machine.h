#pragma once

#include <chrono>

#include "muster/run.h"

namespace muster {

/// Cores that this process may use (its affinity).
int usable_cores();

/// This machine, as it is now. Never fails: what the system does not say stays empty.
Machine read_machine();

/// Processor time that all processes together have used since the system started, and what was stolen from it.
std::chrono::milliseconds system_busy_time();

/// Processor time that this process has used.
std::chrono::milliseconds own_processor_time();

}  // namespace muster
