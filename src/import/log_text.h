#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster {

/// The text of a log of at most 64 MiB, without a byte order mark. Errors name the file, and what is UTF-16.
Result<std::string> read_log_text(const std::filesystem::path& log);

}  // namespace muster
