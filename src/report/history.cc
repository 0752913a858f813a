// Many Runs, a line each: when, what verdict, which model, and the three figures.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/units.h"
#include "report/reports.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

/// "2026-11-24 15:53".
std::string minute_of(const std::string& time) {
  std::string text = time.substr(0, 16);
  std::ranges::replace(text, 'T', ' ');
  return text;
}

/// How often each set of photos graded, where it was more than once.
void draw_gradings(TextPage& page, const Report& report) {
  std::set<std::string> seen;
  for (const ModelReport& first : report.models) {
    const std::string& data = first.run.data_sha256;
    if (data.empty() || !seen.insert(data).second) continue;
    std::set<std::string> models;
    std::size_t runs = 0;
    for (const ModelReport& model : report.models) {
      if (model.run.data_sha256 != data) continue;
      ++runs;
      if (model.run.model) models.insert(model.run.model->sha256);
    }
    page.paragraph(0, {fmt::format("data {}  ", data.substr(0, 8)), Paint::kDim},
                   fmt::format("graded {} model{} in {} run{}", models.size(), models.size() == 1 ? "" : "s", runs,
                               runs == 1 ? "" : "s"));
  }
}

std::string render_history(const Report& report, const RenderOptions& options) {
  TextPage page(options);
  constexpr std::size_t kNameWidth = 60;  // last in the line, where it may run over: names differ in their ends
  page.row({{padded("", 18 + 11)},
            {right_aligned("size", 10), Paint::kDim},
            {right_aligned("time (p90)", 11), Paint::kDim},
            {right_aligned("top-1", 9), Paint::kDim},
            {"  data      model", Paint::kDim}});
  for (const ModelReport& model : report.models) {
    const Span word = verdict_word(model.verdict);
    page.row({{padded(minute_of(model.run.observed_at), 18)},
              {padded(word.text, 11), word.paint},
              {right_aligned(figure_cell(model, "model_bytes"), 10)},
              {right_aligned(figure_cell(model, "latency_p90_ms"), 11)},
              {right_aligned(figure_cell(model, "top1_accuracy"), 9)},
              {"  " + padded(model.run.data_sha256.substr(0, 8), 10), Paint::kDim},
              {shortened(model_name(model), kNameWidth)}});
    if (model.error) page.paragraph(2, {"error: ", Paint::kBad}, model.error->message);
  }
  page.blank();
  draw_gradings(page, report);
  return page.text();
}

}  // namespace

const ReportFormat history_format{"history", &render_history};

}  // namespace muster
