// A comment for a pull request: the verdict, the figures, the reasons; all else folded away.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/units.h"
#include "report/reports.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

/// Untrusted text that stays text in GitHub's and GitLab's Markdown, also within a table.
std::string escaped(std::string_view text) {
  std::string markdown;
  for (const char character : printable(text, 1000)) {
    if (std::string_view("\\`*_{}[]<>#|~@").find(character) != std::string_view::npos) markdown += '\\';
    markdown += character;
  }
  return markdown;
}

std::string_view mark_of(const std::optional<Verdict>& verdict) {
  if (!verdict) return "⚪";
  return *verdict == Verdict::kReady ? "🟢" : *verdict == Verdict::kNotReady ? "🔴" : "🟡";
}

std::string bounds(const LimitResult& result) {
  const std::string unit = result.measurement ? result.measurement->unit : "";
  if (unit.empty()) return "";
  return fmt::format("{} {} / {}", result.higher_is_better ? "≥" : "≤", format_value(result.limit.good, unit),
                     format_value(result.limit.bad, unit));
}

std::string limits_table(const ModelReport& model) {
  std::string table = "| | measured | where | good / bad | |\n|---|---|---|---|---|\n";
  for (const LimitResult& result : model.limits) {
    if (result.limit.level == Level::kOff) continue;
    const bool there = result.measurement.has_value();
    table +=
        fmt::format("| {} | {} | {} | {} | {} |\n", escaped(result.limit.metric),
                    there ? format_estimate(result.measurement->estimate, result.measurement->unit) : "no evidence",
                    there ? to_string(result.measurement->origin) : "", bounds(result),
                    result.grade == Grade::kNone ? to_string(result.outcome) : to_string(result.grade));
  }
  return table;
}

std::string findings_list(const ModelReport& model) {
  std::string list;
  std::size_t count = 0;
  for (const Finding& finding : model.findings) {
    if (finding.outcome == Outcome::kPass || finding.level == Level::kOff) continue;
    ++count;
    list +=
        fmt::format("- **{}**: {}. {}\n", escaped(finding.check), escaped(finding.summary), escaped(finding.advice));
  }
  if (count == 0) return "";
  return fmt::format("\n<details><summary>{} finding{}</summary>\n\n{}\n</details>\n", count, count == 1 ? "" : "s",
                     list);
}

std::string render_markdown(const Report& report, const RenderOptions&) {
  std::string page;
  for (const ModelReport& model : report.models) {
    page += fmt::format("### {} {} {}\n\n", mark_of(model.verdict), verdict_word(model.verdict).text,
                        escaped(model_name(model)));
    for (const std::string& caveat : model.caveats) page += fmt::format("> {}\n", escaped(caveat));
    if (!model.caveats.empty()) page += '\n';
    for (const std::string& reason : model.reasons) page += fmt::format("- {}\n", escaped(reason));
    page += '\n' + limits_table(model) + findings_list(model) + '\n';
  }
  if (report.error && report.models.empty())
    page += fmt::format("### ⚪ muster: {}\n\n", escaped(report.error->message));
  page += fmt::format("<sub>muster {}, budget {}</sub>\n", report.tool_version, escaped(report.budget_source));
  return page;
}

}  // namespace

const ReportFormat markdown_format{"markdown", &render_markdown};

}  // namespace muster
