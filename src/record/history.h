#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

// A history is a folder of Run files, one a measurement, never changed once they are there. Their names begin with the
// time, so that they sort by it.

/// Puts a Run into the folder, which is made where it is not there: whole or not at all, beside what others put there
/// at the same time. Whole outputs are left out. Returns the new file.
Result<std::filesystem::path> add_to_history(const std::filesystem::path& folder, const Run& run);

}  // namespace muster
