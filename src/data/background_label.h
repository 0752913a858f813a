#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Which label is a usual name of the background: "background" or "__background__" anywhere, "???" as the first or
/// last, whatever their case; nullopt: none, or several.
std::optional<std::size_t> background_label(const std::vector<std::string>& labels);

/// Whether a name is "background" or "__background__", whatever its case.
bool names_background(std::string_view label);

/// Whether a first label may name the background where the user says that there is one: one of the above, or a name
/// such as "dummy", "none" or "unlabeled", or no name at all.
bool may_be_background(std::string_view label);

}  // namespace muster
