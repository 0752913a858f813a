#pragma once

#include <string>
#include <string_view>

namespace muster {

/// The argument as a POSIX shell reads it back: as it is where it has plain letters only, else in single quotes.
std::string shell_quoted(std::string_view argument);

}  // namespace muster
