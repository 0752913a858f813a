#pragma once

#include <string_view>

namespace muster {

// What cmake/page.cmake bundles from web/.
extern const std::string_view kPageScript;
extern const std::string_view kPageStyle;
extern const std::string_view kPlotsScript, kChartStyle;  ///< what SVG files are drawn by
extern const std::string_view kPageLicence;               ///< of d3

}  // namespace muster
