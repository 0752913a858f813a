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
    if (character == '<' || character == '>' || character == '&') {
      markdown += character == '<' ? "&lt;" : character == '>' ? "&gt;" : "&amp;";
      continue;
    }
    if (std::string_view("\\`*_{}[]#|~@").find(character) != std::string_view::npos) markdown += '\\';
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

std::string shown(const Measurement* measurement) {
  return measurement == nullptr ? "no evidence" : format_estimate(measurement->estimate, measurement->unit);
}

/// The limits, beside what the baseline had.
std::string limits_table(const ModelReport& model) {
  const auto& baseline = model.run.baseline;
  const bool beside = baseline && !baseline->source.empty();
  std::string table = fmt::format("| | measured |{} where | good / bad | |\n|---|---|{}---|---|---|\n",
                                  beside ? " before |" : "", beside ? "---|" : "");
  for (const LimitResult& result : model.limits) {
    if (result.limit.level == Level::kOff) continue;
    const Measurement* now = result.measurement ? &*result.measurement : nullptr;
    std::string before;
    if (beside) {
      const auto found = std::ranges::find(baseline->figures, result.limit.metric, &Measurement::metric);
      before = fmt::format(" {} |", shown(found == baseline->figures.end() ? nullptr : &*found));
    }
    table +=
        fmt::format("| {} | {} |{} {} | {} | {} |\n", escaped(result.limit.metric), shown(now), before,
                    now == nullptr               ? ""
                    : now->accelerator == "none" ? "file"
                                                 : to_string(now->origin),
                    bounds(result), result.grade == Grade::kNone ? to_string(result.outcome) : to_string(result.grade));
  }
  if (beside) table += fmt::format("\nBefore: {} {}\n", escaped(baseline->source), escaped(baseline->observed_at));
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

/// Accuracy by kind and severity, folded away under what is lost.
std::string stress_section(const ModelReport& model) {
  if (!model.stress) return "";
  const StressView& view = *model.stress;
  std::string section = fmt::format(
      "\n<details><summary>photos as phones take them: {} of accuracy lost</summary>\n\n"
      "Top-1 by severity; {} as they are.\n\n| |",
      format_estimate(view.drop, "fraction"), format_estimate(view.clean, "fraction"));
  for (int severity = 1; severity <= kSeverities; ++severity) section += fmt::format(" {} |", severity);
  section += " lost |\n|---|---|---|---|---|---|---|\n";
  for (const StressKindView& kind : view.kinds) {
    section += fmt::format("| {} |", escaped(kind.title));
    for (const Estimate& one : kind.accuracy) section += fmt::format(" {} |", format_percent(one.value));
    section += fmt::format(" {} |\n", format_estimate(kind.drop, "fraction"));
  }
  return section + "\n</details>\n";
}

std::string render_markdown(const Report& report, const RenderOptions&) {
  std::string page;
  for (const ModelReport& model : report.models) {
    page += fmt::format("### {} {} {}\n\n", mark_of(model.verdict), verdict_word(model.verdict).text,
                        escaped(model_name(model)));
    for (const std::string& caveat : model.caveats) page += fmt::format("> {}\n", escaped(caveat));
    if (!model.caveats.empty()) page += '\n';
    for (const std::string& reason : model.reasons) page += fmt::format("- {}\n", escaped(reason));
    page += '\n' + limits_table(model) + findings_list(model) + stress_section(model) + '\n';
  }
  if (report.error && report.models.empty())
    page += fmt::format("### ⚪ muster: {}\n\n", escaped(report.error->message));
  page += fmt::format("<sub>muster {}, budget {}</sub>\n", report.tool_version, escaped(report.budget_source));
  return page;
}

}  // namespace

const ReportFormat markdown_format{"markdown", &render_markdown};

}  // namespace muster
