// A comparison as text for a terminal: what differs from the reference, the table of all, and which to ship.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "base/text.h"
#include "base/units.h"
#include "muster/render.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

constexpr std::size_t kClassesShown = 10;

/// What is said on top of every report of a model.
void draw_caveats(TextPage& page, const std::vector<std::string>& caveats) {
  for (const std::string& caveat : caveats) page.paragraph(2, {"! ", Paint::kAcceptable}, caveat);
}

void draw_preparation(TextPage& page, const Comparison& one) {
  if (one.preparation.empty()) return;
  page.paragraph(2, {"! ", Paint::kAcceptable},
                 "their photos are prepared differently, which is the usual cause of flips unless it is intended:");
  page.paragraph(4, {"reference  ", Paint::kDim}, one.preparation[0]);
  page.paragraph(4, {"model      ", Paint::kDim}, one.preparation[1]);
}

void draw_flips(TextPage& page, const Comparison& one) {
  if (one.flips.unlabelled > 0)
    page.paragraph(2, {"- "},
                   fmt::format("of {} photos without a label that matches a class {} flipped", one.flips.unlabelled,
                               one.flips.unlabelled_changed));
  if (one.flips.photos == 0) return draw_preparation(page, one);
  page.paragraph(2, {"- "},
                 fmt::format("right to wrong {}, wrong to right {}, wrong to other wrong {}; McNemar's exact "
                             "p = {:.2g}, corrected for all models {:.2g}",
                             one.flips.right_to_wrong, one.flips.wrong_to_right, one.flips.wrong_to_wrong, one.p,
                             one.p_corrected));
  draw_preparation(page, one);
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
  if (!one.moved.empty()) page.heading(comparable ? "Flipped photos that moved most" : "Photos whose decision flipped");
  for (const MovedPhoto& photo : one.moved) {
    const std::string by = photo.moved ? fmt::format("; the score moved by {:.3f}", *photo.moved) : "";
    page.paragraph(2, {},
                   fmt::format("{}: {} became {} (it {} {}{})", photo.path, photo.before, photo.after,
                               photo.actual == "no label" ? "has" : "shows", photo.actual, by));
  }
}

/// As much of the ends of the models' paths as tells them apart.
std::vector<std::string> distinct_names(const std::vector<ModelReport>& models) {
  std::vector<std::string> names;
  std::vector<std::filesystem::path> rests;
  for (const ModelReport& model : models) {
    names.push_back(model_name(model));
    const std::filesystem::path path = model.run.model ? model.run.model->path.lexically_normal() : "";
    rests.push_back(path.has_filename() ? path.parent_path() : path.parent_path().parent_path());
  }
  const auto several = [&](const std::string& name) { return std::ranges::count(names, name) > 1; };
  constexpr int kDeepest = 100;
  for (int i = 0; i < kDeepest && std::ranges::any_of(names, several); ++i) {
    const std::vector<std::string> before = names;
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (std::ranges::count(before, before[k]) < 2 || !rests[k].has_filename()) continue;
      names[k] = rests[k].filename().string() + "/" + before[k];
      rests[k] = rests[k].parent_path();
    }
    if (names == before) break;  // the same file, twice
  }
  return names;
}

/// Why there is no comparison, where the model itself is not at fault.
std::string why_not_compared(const ModelReport& reference) {
  if (reference.error) return "the reference gave no decisions: " + reference.error->message;
  return reference.run.interrupted ? "stopped before there was anything to compare"
                                   : "there are no decisions of both on the same photos";
}

void draw_comparison(TextPage& page, const ModelReport& model, const std::string& name, const ModelReport& reference,
                     const std::string& reference_name) {
  const auto& one = model.comparison;
  const Span word = one ? sameness_word(one->sameness) : Span{"NOT COMPARED", Paint::kBold};
  page.row({{word.text + "  ", word.paint}, {name, Paint::kBold}, {"  compared with " + reference_name, Paint::kDim}});
  if (model.error) page.paragraph(2, {"- "}, model.error->message);
  if (!one && !model.error) page.paragraph(2, {"- "}, why_not_compared(reference));
  if (!one) return;
  page.paragraph(2, {"- "}, one->reason);
  draw_caveats(page, model.caveats);
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

/// The text's end where it is too long: that is where names differ.
std::string ending(const std::string& text, std::size_t width) {
  std::string shown = printable(text);
  if (columns(shown) <= width) return shown;
  const auto is_inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  std::size_t begin = 0;
  while (columns(std::string_view(shown).substr(begin)) > width - 1) {
    ++begin;
    while (begin < shown.size() && is_inside(shown[begin])) ++begin;
  }
  return "…" + shown.substr(begin);
}

void draw_table(TextPage& page, const ComparisonReport& comparison, const std::vector<std::string>& names) {
  const auto& models = comparison.report.models;
  page.heading("All models (* no other is as small, fast and accurate)");
  const std::size_t width = std::max<std::size_t>(page.width(), 60) - 4 - 10 - 21 - 9 - 12;
  page.row({{padded("", width + 4)},
            {right_aligned("size", 10), Paint::kDim},
            {right_aligned("p90", 21), Paint::kDim},
            {right_aligned("top-1", 9), Paint::kDim}});
  for (std::size_t i = 0; i < models.size(); ++i) {
    const Span word = verdict_word(models[i].verdict);
    page.row({{comparison.pareto[i] ? "  * " : "    ", Paint::kGood},
              {padded(ending(names[i], width - 1), width)},
              {right_aligned(cell(models[i], "model_bytes"), 10)},
              {right_aligned(cell(models[i], "latency_p90_ms"), 21)},
              {right_aligned(cell(models[i], "top1_accuracy"), 9)},
              {"  " + word.text, word.paint}});
  }
}

}  // namespace

std::string render_comparison_text(const ComparisonReport& comparison, const RenderOptions& options) {
  TextPage page(options);
  const auto& models = comparison.report.models;
  const std::vector<std::string> names = distinct_names(models);
  if (!models.empty() && models[0].error) {
    draw_head(page, models[0]);
  } else if (!models.empty() && !models[0].caveats.empty()) {
    page.row({{"Reference  ", Paint::kDim}, {names[0], Paint::kBold}});
    draw_caveats(page, models[0].caveats);
    page.blank();
  }
  if (!models.empty() && !models[0].run.dataset.warnings.empty()) {
    draw_caveats(page, models[0].run.dataset.warnings);
    page.blank();
  }
  for (std::size_t i = 1; i < models.size(); ++i) {
    if (i > 1) page.blank();
    draw_comparison(page, models[i], names[i], models[0], names[0]);
  }
  draw_table(page, comparison, names);
  page.blank();
  page.paragraph(0, {"To ship  ", Paint::kBold},
                 comparison.ship ? fmt::format("{}: {}", names[*comparison.ship], comparison.why) : comparison.why);
  return page.text();
}

}  // namespace muster
