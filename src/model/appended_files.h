#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "muster/error.h"

namespace muster {

/// One file of the zip that is appended to a model file, at most 4 MiB of it unpacked.
/// Errors: kNotFound, no zip or no such file; kMalformed, a zip that cannot be trusted (more than 1000
/// entries, damaged data, a larger file).
Result<std::string> read_appended_file(std::span<const std::byte> model_bytes, const std::string& name);

}  // namespace muster
