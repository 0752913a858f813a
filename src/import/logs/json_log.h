#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "muster/error.h"

namespace muster {

/// A JSON log of at most 8 MiB, an object; what lies deeper than sixteen levels is dropped. Errors: anything else.
Result<nlohmann::json> parse_json_log(std::string_view log);

}  // namespace muster
