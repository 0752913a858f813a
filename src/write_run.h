#pragma once

#include <filesystem>
#include <vector>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// Writes a Run file with the whole outputs that `files` hold of its photos, one file's after the other's.
Result<void> write_run(const std::filesystem::path& output, const Run& run,
                       const std::vector<std::filesystem::path>& files);

/// Refuses to write `output` over a file that is being read.
Result<void> require_other_file(const std::filesystem::path& file, const std::filesystem::path& output);

}  // namespace muster
