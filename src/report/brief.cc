// The head of the terminal's report alone: verdict, caveats and reasons.
#include "report/reports.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

std::string render_brief(const Report& report, const RenderOptions& options) {
  TextPage page(options);
  if (report.error) page.paragraph(0, {"error: ", Paint::kBad}, report.error->message);
  for (const ModelReport& model : report.models) draw_head(page, model);
  return page.text();
}

}  // namespace

void draw_head(TextPage& page, const ModelReport& report) {
  const Span word = verdict_word(report.verdict);
  const bool timed_only = !report.verdict && !report.error;
  page.row({{timed_only ? "" : word.text + "  ", word.paint}, {model_name(report), Paint::kBold}});
  for (const std::string& caveat : report.caveats) page.paragraph(2, {"! ", Paint::kAcceptable}, caveat);
  for (const std::string& reason : report.reasons) page.paragraph(2, {"- "}, reason);
  if (report.run.interrupted)
    page.paragraph(2, {"! ", Paint::kAcceptable}, "stopped by the user: this is what was measured until then");
}

const ReportFormat brief_format{"brief", &render_brief};

}  // namespace muster
