// Figures of the terminal's report: limits with their scales, and all other measurements.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "base/units.h"
#include "report/figure_words.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

constexpr std::size_t kZoneCells = 4;

Paint paint_of(Grade grade) {
  switch (grade) {
    case Grade::kNone:
      return Paint::kPlain;
    case Grade::kGood:
      return Paint::kGood;
    case Grade::kAcceptable:
      return Paint::kAcceptable;
    case Grade::kBad:
      return Paint::kBad;
  }
  return Paint::kPlain;
}

/// "──●─│────│────": good on the left, bad on the right, the interval heavy.
std::string scale(const LimitResult& result) {
  std::array<std::string, 3 * kZoneCells> cells;
  cells.fill("─");
  const auto cell = [&](double place) {
    return std::min(static_cast<std::size_t>(std::max(place * static_cast<double>(kZoneCells), 0.0)), cells.size() - 1);
  };
  const double value = place_on_scale(result, result.measurement->estimate.value);
  const auto [better, worse] = interval_on_scale(result).value_or(std::pair(value, value));
  if (!std::isfinite(value) || !std::isfinite(better) || !std::isfinite(worse)) return std::string(14, ' ');
  for (std::size_t i = cell(better); i <= cell(worse); ++i) cells[i] = "━";
  cells[cell(value)] = "●";
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0 && i % kZoneCells == 0) line += "│";
    line += cells[i];
  }
  return line;
}

void draw_limit(TextPage& page, const LimitResult& result, std::size_t label_width) {
  const bool graded = result.grade != Grade::kNone;
  const Span grade{padded(std::string(graded ? to_string(result.grade) : to_string(result.outcome)), 12),
                   graded ? paint_of(result.grade) : Paint::kAcceptable};
  std::vector<Span> row{{"  " + padded(shortened(title_of(result.limit.metric), label_width), label_width) + " "}};
  if (result.measurement) {
    const Measurement& measurement = *result.measurement;
    row.push_back({scale(result) + " ", paint_of(result.grade)});
    row.push_back({padded(format_estimate(measurement.estimate, measurement.unit), 27) + " "});
    row.push_back(grade);
    row.push_back({fmt::format(" {}", origin_words(measurement)), Paint::kDim});
  } else {
    row.push_back({padded("no evidence", 15 + 28)});
    row.push_back(grade);
  }
  page.row(row, 2 + label_width + 1);
}

}  // namespace

void draw_limits(TextPage& page, const ModelReport& report) {
  std::size_t label_width = 0;
  for (const LimitResult& result : report.limits)
    if (result.limit.level != Level::kOff) label_width = std::max(label_width, columns(title_of(result.limit.metric)));
  if (label_width == 0) return;
  page.blank();
  for (const LimitResult& result : report.limits)
    if (result.limit.level != Level::kOff) draw_limit(page, result, std::min<std::size_t>(label_width, 30));
}

void draw_measurement(TextPage& page, const Measurement& measurement) {
  constexpr std::size_t kLabelWidth = 26;
  std::string title = title_of(measurement.metric);
  if (columns(title) > kLabelWidth) page.paragraph(2, {}, std::exchange(title, ""));  // a slice's whole name
  page.row({{"  " + padded(title, kLabelWidth) + " "},
            {padded(format_estimate(measurement.estimate, measurement.unit), 36) + " "},
            {origin_words(measurement), Paint::kDim}},
           2 + kLabelWidth + 1);
  if (!measurement.note.empty()) page.paragraph(6, {}, measurement.note, Paint::kDim);
}

void draw_measurements(TextPage& page, const ModelReport& report) {
  std::set<std::string_view> drawn;  // elsewhere: as limits, beside the reference, of degraded photos
  if (report.run.reference) drawn = {"accuracy_loss", "flip_rate"};
  if (report.stress) drawn.insert("stress_drop");
  for (const LimitResult& result : report.limits)
    if (result.measurement && result.limit.level != Level::kOff && result.measurement->note.empty())
      drawn.insert(result.limit.metric);
  for (const std::string_view section : kFigureSections) {
    bool headed = false;
    for (const Measurement& measurement : report.measurements) {
      if (section_of(measurement) != section || is_of_one_class(measurement) || drawn.contains(measurement.metric))
        continue;
      if (!headed) page.heading(section);
      headed = true;
      draw_measurement(page, measurement);
    }
  }
}

}  // namespace muster
