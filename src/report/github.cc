// Annotations as GitHub reads them from a step's output: one line each, "::error title=…::…".
#include <fmt/format.h>

#include "base/text.h"
#include "report/reports.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

/// A value of the workflow command's message or, with `property`, of its title.
std::string escaped(std::string_view text, bool property = false) {
  std::string command;
  for (const char character : printable(text, 1000)) {
    if (character == '%')
      command += "%25";
    else if (property && character == ':')
      command += "%3A";
    else if (property && character == ',')
      command += "%2C";
    else
      command += character;
  }
  return command;
}

std::string line(std::string_view level, const std::string& title, const std::string& message) {
  return fmt::format("::{} title={}::{}\n", level, escaped(title, true), escaped(message));
}

std::string render_github(const Report& report, const RenderOptions&) {
  std::string lines;
  for (const ModelReport& model : report.models) {
    const std::string name = model_name(model);
    for (const Finding& finding : model.findings) {
      if (finding.outcome == Outcome::kPass || finding.level == Level::kOff) continue;
      const bool fails = finding.outcome == Outcome::kFail && finding.level == Level::kError;
      lines += line(fails ? "error" : "warning", fmt::format("{}: {}", name, finding.check),
                    fmt::format("{}. {}", finding.summary, finding.advice));
    }
    lines += line("notice", "muster", fmt::format("{} {}", verdict_word(model.verdict).text, name));
  }
  if (report.error && report.models.empty()) lines += line("error", "muster", report.error->message);
  return lines;
}

}  // namespace

const ReportFormat github_format{"github", &render_github};

}  // namespace muster
