#pragma once

#include "muster/run.h"

namespace muster::testing {

/// A Run with something in every field that a file keeps.
Run full_run();

}  // namespace muster::testing
