#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace muster {

/// What can be done about operators that are not run here.
inline constexpr std::string_view kInsteadOfOperators =
    "convert the model with others, or bring predictions from a device (--predictions)";

/// Why OpenVINO threw, fit for a terminal: all operators that it does not know; else the last line that it gives, since
/// those before it say where in its own sources.
std::string reason_of(const std::exception& thrown);

}  // namespace muster
