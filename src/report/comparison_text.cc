// A comparison as text for a terminal: what differs from the reference, the table of all, and which to ship.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "base/units.h"
#include "muster/render.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

constexpr std::size_t kClassesShown = 10;

void draw_flips(TextPage& page, const Comparison& one) {
  page.paragraph(2, {"- "},
                 fmt::format("right to wrong {}, wrong to right {}, wrong to other wrong {}; McNemar's exact "
                             "p = {:.2g}, corrected for all models {:.2g}",
                             one.flips.right_to_wrong, one.flips.wrong_to_right, one.flips.wrong_to_wrong, one.p,
                             one.p_corrected));
  if (one.preparation.empty()) return;
  page.paragraph(2, {"! ", Paint::kAcceptable},
                 "their photos are prepared otherwise; unless that is meant so, it is the usual cause of flips:");
  page.paragraph(4, {"reference  ", Paint::kDim}, one.preparation[0]);
  page.paragraph(4, {"model      ", Paint::kDim}, one.preparation[1]);
}

/// "64.5 dB", or what an infinite or undefined ratio means.
std::string decibels(double ratio) {
  if (std::isnan(ratio)) return "undefined (all are 0)";
  return std::isinf(ratio) ? std::string(ratio > 0 ? "infinite" : "none") : fmt::format("{:.1f} dB", ratio);
}

void draw_agreement(TextPage& page, const ScoreAgreement& one) {
  if (one.photos == 0) return page.paragraph(2, {"- "}, "scores not compared: " + one.reason);
  page.paragraph(
      2, {"- "},
      fmt::format("scores on {} photo{}: signal-to-noise ratio {} (median {}), cosine {:.6f}", one.photos,
                  one.photos == 1 ? "" : "s", decibels(one.snr_db), decibels(one.median_snr_db), one.cosine));
}

void draw_examples(TextPage& page, const Comparison& one) {
  if (!one.classes.empty()) page.heading("Classes with most flips");
  for (const ClassFlips& row : std::span(one.classes).first(std::min(one.classes.size(), kClassesShown)))
    page.row({{"  " + padded(shortened(row.name, 30), 30)},
              {fmt::format(" {} of {} flipped: {} to wrong, {} to right", row.flips.all(), row.flips.photos,
                           row.flips.right_to_wrong, row.flips.wrong_to_right)}});
  const bool comparable = !one.moved.empty() && one.moved.front().moved;
  if (!one.moved.empty()) page.heading(comparable ? "Photos that moved most" : "Photos whose decision flipped");
  for (const MovedPhoto& photo : one.moved) {
    const std::string by = photo.moved ? fmt::format("; the score moved by {:.3f}", *photo.moved) : "";
    page.paragraph(
        2, {},
        fmt::format("{}: {} became {} (it shows {}{})", photo.path, photo.before, photo.after, photo.actual, by));
  }
}

void draw_comparison(TextPage& page, const ModelReport& model, const std::string& reference) {
  const auto& one = model.comparison;
  const Span word = one ? sameness_word(one->sameness) : Span{"NOT COMPARED", Paint::kBold};
  page.row({{word.text + "  ", word.paint}, {model_name(model), Paint::kBold}, {"  beside " + reference, Paint::kDim}});
  if (model.error) page.paragraph(2, {"- "}, model.error->message);
  if (!one) return;
  page.paragraph(2, {"- "}, one->reason);
  draw_flips(page, *one);
  draw_agreement(page, one->agreement);
  draw_examples(page, *one);
}

/// A figure with its interval, as a cell.
std::string cell(const ModelReport& model, std::string_view metric) {
  const Measurement* found = find_measurement(model, metric);
  if (found == nullptr) return "-";
  const std::string value = format_value(found->estimate.value, found->unit);
  return found->unit == "ms" ? fmt::format("{} {}", value, to_string(found->origin)) : value;
}

void draw_table(TextPage& page, const ComparisonReport& comparison) {
  const auto& models = comparison.report.models;
  page.heading("All models (* no other is as small, fast and accurate)");
  const std::size_t width = std::max<std::size_t>(page.width(), 60) - 4 - 10 - 16 - 9 - 11;
  page.row({{padded("", width + 4)},
            {right_aligned("size", 10), Paint::kDim},
            {right_aligned("p90", 16), Paint::kDim},
            {right_aligned("top-1", 9), Paint::kDim}});
  for (std::size_t i = 0; i < models.size(); ++i) {
    const Span word = verdict_word(models[i].verdict);
    page.row({{comparison.pareto[i] ? "  * " : "    ", Paint::kGood},
              {padded(shortened(model_name(models[i]), width - 1), width)},
              {right_aligned(cell(models[i], "model_bytes"), 10)},
              {right_aligned(cell(models[i], "latency_p90_ms"), 16)},
              {right_aligned(cell(models[i], "top1_accuracy"), 9)},
              {"  " + word.text, word.paint}});
  }
}

}  // namespace

std::string render_comparison_text(const ComparisonReport& comparison, const RenderOptions& options) {
  TextPage page(options);
  const auto& models = comparison.report.models;
  if (!models.empty() && models[0].error) draw_head(page, models[0]);
  for (std::size_t i = 1; i < models.size(); ++i) {
    if (i > 1) page.blank();
    draw_comparison(page, models[i], model_name(models[0]));
  }
  draw_table(page, comparison);
  page.blank();
  page.paragraph(
      0, {"To ship  ", Paint::kBold},
      comparison.ship ? fmt::format("{}: {}", model_name(models[*comparison.ship]), comparison.why) : comparison.why);
  return page.text();
}

}  // namespace muster
