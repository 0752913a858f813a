#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "muster/render.h"

namespace muster {

/// One format that a Report can be written in.
struct ReportFormat {
  std::string_view id;
  std::string (*render)(const Report& report, const RenderOptions& options);
};

#define MUSTER_REPORT(id) extern const ReportFormat id##_format;
#include "report/reports.inc"
#undef MUSTER_REPORT

/// All formats, in the order of reports.inc.
const std::vector<ReportFormat>& report_formats();

}  // namespace muster
