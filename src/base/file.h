#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster {

/// The whole of a regular file of at most `limit_bytes`. Errors name the file and what to do:
/// kNotFound; kInvalidArgument (a folder, a device, too large); kRuntime (cannot be read).
Result<std::vector<std::byte>> read_file(const std::filesystem::path& path, std::uint64_t limit_bytes);

/// Writes a file as a whole: into a temporary beside it, flushed to disk, then renamed.
/// On failure (a full disk) the error says so and an older file of that name is untouched.
Result<void> write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace muster
