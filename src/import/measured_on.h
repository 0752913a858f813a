#pragma once

#include <string_view>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// Reads "DEVICE; OS; RUNTIME; ACCELERATOR; DATE", all five of them; the accelerator is cpu, gpu or npu, the
/// date is YYYY-MM-DD. Errors: kInvalidArgument, with an example.
Result<Device> parse_measured_on(std::string_view text);

}  // namespace muster
