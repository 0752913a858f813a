#pragma once

#include "report/json_parts.h"

namespace muster {

/// Timing runs as a page draws them: stretches of consecutive inferences and a histogram, both short however many
/// inferences there were. Runs of which there are no single samples have none.
Json page_timing(const Run& run);

}  // namespace muster
