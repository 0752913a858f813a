// Thresholds that were asked for, and whether confidences mean what they say.
#include <fmt/format.h>

#include "base/units.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

void draw_view(TextPage& page, const ThresholdView& view) {
  const bool confidence = view.request.class_name.empty();
  page.heading(confidence ? "Threshold for the confidence of the top answer"
                          : fmt::format("Threshold for {}", view.request.class_name));
  for (std::size_t i = 0; i < view.sentences.size(); ++i)
    page.paragraph(i == 0 ? 2 : 4, {i == 0 ? "" : "- "}, view.sentences[i]);
  const RankingCurve& curve = view.curve;
  if (curve.positives + curve.negatives == 0) return;
  const auto row = [&](std::string_view label, const std::string& value) {
    page.row({{"  " + padded(std::string(label), 27)}, {value}}, 29);
  };
  row(confidence ? "right answers" : "photos of it",
      fmt::format("{} of {}", format_count(curve.positives), format_count(curve.positives + curve.negatives)));
  if (view.average_precision) row("average precision", format_estimate(*view.average_precision, "fraction"));
  if (view.roc_area) row("area under the ROC", format_estimate(*view.roc_area, "fraction"));
  for (const BestFBeta& best : view.best_f_beta)
    row(fmt::format("best F{:g}", best.beta),
        fmt::format("{} at {}", format_percent(best.value), shortest(best.threshold)));
  if (view.brier_score) row("Brier score", fmt::format("{:.3g}", *view.brier_score));
  if (curve.not_a_number > 0) row("scores that are no number", format_count(curve.not_a_number));
}

void draw_temperature(TextPage& page, const TemperatureScaling& mended) {
  page.paragraph(
      2, {},
      fmt::format("Temperature {:.3g} would take the expected calibration error from {} to {} (fitted on one "
                  "half, seen on the other, of {} photos).",
                  mended.temperature, format_percent(mended.calibration_error_before),
                  format_percent(mended.calibration_error_after), format_count(mended.photos)));
}

}  // namespace

void draw_thresholds(TextPage& page, const ModelReport& report) {
  for (const ThresholdView& view : report.thresholds) draw_view(page, view);
}

void draw_calibration(TextPage& page, const ModelReport& report) {
  if (!report.calibration) return;
  const Calibration& calibration = *report.calibration;
  page.heading("Calibration of the top answer");
  if (!calibration.reason.empty()) return page.paragraph(2, {}, "not measured: " + calibration.reason);
  page.row({{padded("  confidence", 20), Paint::kDim},
            {right_aligned("photos", 10), Paint::kDim},
            {right_aligned("says", 10), Paint::kDim},
            {right_aligned("is right", 10), Paint::kDim}});
  for (const ReliabilityBin& bin : calibration.table.bins) {
    if (bin.photos == 0) continue;
    page.row({{padded(fmt::format("  {:.3f} to {:.3f}", bin.low, bin.high), 20)},
              {right_aligned(format_count(bin.photos), 10)},
              {right_aligned(format_percent(bin.confidence), 10)},
              {right_aligned(format_percent(bin.accuracy), 10)}});
  }
  if (calibration.debiased_error && calibration.error_by_chance)
    page.paragraph(
        2, {},
        fmt::format("Error less its bias {}; by chance alone so many photos would show {}.",
                    format_percent(*calibration.debiased_error), format_percent(*calibration.error_by_chance)));
  if (calibration.temperature) draw_temperature(page, *calibration.temperature);
  if (!calibration.no_temperature.empty()) page.paragraph(2, {}, calibration.no_temperature);
}

}  // namespace muster
