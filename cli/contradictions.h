#pragma once

#include "muster/error.h"
#include "options.h"

namespace muster::cli {

/// Something must be there to observe, and no option without what it acts on. Error: kInvalidArgument.
Result<void> refuse_contradictions(const Arguments& arguments);

}  // namespace muster::cli
