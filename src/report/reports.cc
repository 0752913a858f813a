#include "report/reports.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

namespace muster {

const std::vector<ReportFormat>& report_formats() {
  static const std::vector<ReportFormat> formats{
#define MUSTER_REPORT(id) id##_format,
#include "report/reports.inc"
#undef MUSTER_REPORT
  };
  return formats;
}

Result<std::string> render(const Report& report, std::string_view format, const RenderOptions& options) {
  std::vector<std::string> ids;
  for (const ReportFormat& known : report_formats()) {
    if (known.id == format) return known.render(report, options);
    ids.emplace_back(known.id);
  }
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("unknown report format '{}'{}; the formats are {}", printable(format, 60),
                          did_you_mean(format, ids), fmt::join(ids, ", ")));
}

}  // namespace muster
