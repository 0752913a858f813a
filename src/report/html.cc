// The report as a page to look at.
#include "report/page.h"
#include "report/page_data.h"
#include "report/reports.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

std::string render_html(const Report& report, const RenderOptions& options) {
  PageAlbum album(options.pictures);
  const std::string title = report.models.empty() ? "muster" : model_name(report.models.front()) + " – muster";
  return write_page(title, page_data(report, album), text_format.render(report, {}));
}

}  // namespace

const ReportFormat html_format{"html", &render_html};

}  // namespace muster
