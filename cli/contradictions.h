#pragma once

#include "muster/error.h"
#include "options.h"

namespace muster::cli {

/// Something must be there to observe, and no option without what it acts on. Error: kInvalidArgument.
Result<void> refuse_contradictions(const Arguments& arguments);

/// Errors: options of a device that contradict themselves.
Result<void> refuse_device_contradictions(const CheckOptions& check);

}  // namespace muster::cli
