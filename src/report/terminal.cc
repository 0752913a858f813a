// The report as text for a terminal: the verdict first, then what it rests on.
#include <fmt/format.h>

#include <algorithm>

#include "base/units.h"
#include "report/reports.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

void draw_preprocessing(TextPage& page, const Preprocessing& preprocessing) {
  page.blank();
  page.paragraph(0, {"Photos are prepared by  ", Paint::kBold}, describe(preprocessing));
}

void draw_data(TextPage& page, const Run& run) {
  if (run.dataset.size() == 0) return;
  const auto unreadable = std::ranges::count(run.predictions.states, PhotoState::kUnreadable);
  const auto of = [](std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", format_count(count), count == 1 ? one : many);
  };
  std::string text =
      of(run.dataset.size(), "photo", "photos") + ", " + of(run.dataset.class_names.size(), "class", "classes");
  if (!run.dataset.split.empty()) text += fmt::format(", split {}", run.dataset.split);
  if (unreadable > 0) text += fmt::format(", {} unreadable", unreadable);
  if (const auto aside = std::ranges::count(run.predictions.states, PhotoState::kSetAside); aside > 0)
    text += fmt::format(", {} set aside for they leak", aside);
  if (!run.data_sha256.empty()) text += fmt::format(", sha256 {}…", run.data_sha256.substr(0, 12));
  text += fmt::format(", {}", run.dataset.source.string());
  page.blank();
  page.paragraph(0, {"Data  ", Paint::kBold}, text);
  for (const std::string& warning : run.dataset.warnings) page.paragraph(2, {"! ", Paint::kAcceptable}, warning);
}

void draw_model(TextPage& page, const ModelReport& report) {
  draw_head(page, report);
  draw_limits(page, report);
  draw_reference(page, report);
  if (report.run.preprocessing) draw_preprocessing(page, *report.run.preprocessing);
  draw_data(page, report.run);
  draw_measurements(page, report);
  draw_confusion(page, report);
  draw_classes(page, report);
  draw_thresholds(page, report);
  draw_calibration(page, report);
  draw_stress(page, report);
  draw_runs(page, report);
  draw_findings(page, report);
}

void draw_table(TextPage& page, const std::vector<ModelReport>& models) {
  const std::size_t name_width = std::max<std::size_t>(page.width(), 60) - 11 - 3 * 11;
  page.row({{padded("", name_width + 11)},
            {right_aligned("size", 11), Paint::kDim},
            {right_aligned("time (p90)", 11), Paint::kDim},
            {right_aligned("top-1", 11), Paint::kDim}});
  for (const ModelReport& model : models) {
    const Span word = verdict_word(model.verdict);
    page.row({{padded(word.text, 11), word.paint},
              {padded(shortened(model_name(model), name_width - 1), name_width)},
              {right_aligned(figure_cell(model, "model_bytes"), 11)},
              {right_aligned(figure_cell(model, "latency_p90_ms"), 11)},
              {right_aligned(figure_cell(model, "top1_accuracy"), 11)}});
  }
}

std::string render_text(const Report& report, const RenderOptions& options) {
  TextPage page(options);
  const bool told =
      std::ranges::any_of(report.models, [](const ModelReport& model) { return model.error.has_value(); });
  if (report.error && !told) page.paragraph(0, {"error: ", Paint::kBad}, report.error->message);
  if (report.models.size() > 1) draw_table(page, report.models);
  for (const ModelReport& model : report.models) {
    if (!page.text().empty()) page.blank();
    draw_model(page, model);
  }
  if (!report.verdict) {
    page.blank();
    page.paragraph(0, {"No verdict: ", Paint::kBold},
                   report.error ? "the input could not be used" : "nothing was judged");
  } else {
    page.blank();
    page.paragraph(0, {"Budget  ", Paint::kBold}, report.budget_source, Paint::kDim);
  }
  return page.text();
}

}  // namespace

std::string figure_cell(const ModelReport& report, std::string_view metric) {
  const Measurement* found = find_measurement(report, metric);
  return found == nullptr ? "-" : format_value(found->estimate.value, found->unit);
}

const ReportFormat text_format{"text", &render_text};

}  // namespace muster
