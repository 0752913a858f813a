#include "report_outputs.h"

#include <algorithm>

#include "muster/render.h"
#include "terminal.h"

namespace muster::cli {

void add_report_options(CLI::App& command, ReportOutputs& outputs) {
  command.add_option("--json", outputs.files["json"], "Write the whole report; - for stdout")->type_name("FILE");
  command.add_option("--junit", outputs.files["junit"], "Write it as test results for a build server; - for stdout")
      ->type_name("FILE");
  command.add_option("--markdown", outputs.files["markdown"], "Write it as a comment for a pull request; - for stdout")
      ->type_name("FILE");
  command.add_flag("--github", outputs.github, "Print GitHub's annotations too");
}

Result<void> write_report(const ReportOutputs& outputs, const Report& report) {
  const bool taken = std::ranges::any_of(outputs.files, [](const auto& output) { return output.second == "-"; });
  if (!taken) {
    MUSTER_TRY(const std::string text, render(report, "text", render_options()));
    print(text);
  }
  for (const auto& [format, file] : outputs.files) {
    if (file.empty()) continue;
    MUSTER_TRY(const std::string content, render(report, format));
    MUSTER_CHECK_OK(write_output(file, content));
  }
  if (!outputs.github) return {};
  MUSTER_TRY(const std::string annotations, render(report, "github"));
  print(annotations);
  return {};
}

}  // namespace muster::cli
