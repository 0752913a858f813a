#pragma once

#include <string>

namespace muster {

/// The time: UTC, as in RFC 3339.
std::string now();

}  // namespace muster
