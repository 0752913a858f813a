#pragma once

#include "muster/leaks.h"

namespace muster {

/// Fills in all of a search but its two lists of photos. Errors: workers that do not run.
Result<void> search_leaks(LeakSearch& search, const RunOptions& options, const Hooks& hooks);

}  // namespace muster
