#pragma once

#include <string>
#include <string_view>

#include "report/json_parts.h"

namespace muster {

/// One HTML file that needs nothing beside it: the page's script and style, the data that it draws, and for readers
/// without scripts the report as plain text. Its policy allows no other script or style, and no request at all. Data
/// is data: no text of it can end its element.
std::string write_page(std::string_view title, const Json& data, std::string_view plain_text);

}  // namespace muster
