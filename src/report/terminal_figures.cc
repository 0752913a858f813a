// Figures of the terminal's report: limits with their scales, and all other measurements.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "base/units.h"
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

/// A metric in few words; an id that is not known speaks for itself.
std::string title_of(std::string_view metric) {
  struct Title {
    std::string_view id, words;
  };
  static constexpr std::array kTitles{
      Title{"model_bytes", "model size"},
      Title{"latency_p90_ms", "time (p90)"},
      Title{"top1_accuracy", "top-1"},
      Title{"top5_accuracy", "top-5"},
      Title{"store_bytes", "size in the store"},
      Title{"peak_memory_bytes", "peak memory"},
      Title{"latency_min_ms", "fastest"},
      Title{"latency_p50_ms", "median"},
      Title{"latency_p99_ms", "p99"},
      Title{"latency_mean_ms", "mean"},
      Title{"load_ms", "load the model"},
      Title{"first_inference_ms", "first inference"},
      Title{"preprocess_ms", "decode and resize"},
      Title{"end_to_end_ms", "end to end"},
      Title{"latency_jitter_ms", "jitter"},
      Title{"latency_loadgen_p90_ms", "p90 bound (LoadGen)"},
      Title{"energy_mj", "one inference"},
      Title{"battery_share_per_1000", "battery, 1,000 inferences"},
  };
  for (const Title& title : kTitles)
    if (title.id == metric) return std::string(title.words);
  for (const std::string_view unit : {"_ms", "_mj", "_bytes"})  // said by the value
    if (metric.ends_with(unit)) metric.remove_suffix(unit.size());
  std::string words(metric);
  const std::size_t slash = words.find_first_of("/@");  // what follows is a name of the user's
  std::replace(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(slash, words.size())), '_', ' ');
  return words;
}

std::string origin_words(const Measurement& measurement) {
  if (measurement.accelerator == "none")
    return measurement.origin == Origin::kHost ? "file" : std::string(to_string(measurement.origin));
  return fmt::format("{} {}", to_string(measurement.origin), measurement.accelerator);
}

/// Where `value` lies on a scale of three zones, good, acceptable and bad, each one long; bad ends at 3.
double place_on_scale(const LimitResult& result, double value) {
  const double sign = result.higher_is_better ? -1 : 1;
  const double good = result.limit.good, bad = result.limit.bad;
  const double best = result.higher_is_better ? std::max(1.0, good) : 0;
  const double worst = result.higher_is_better ? 0 : 2 * bad;
  const auto part = [&](double from, double to) {
    return from == to ? 0.5 : std::clamp((value - from) / (to - from), 0.0, 1.0);
  };
  if (sign * value <= sign * good) return part(best, good);
  if (sign * value <= sign * bad) return 1 + part(good, bad);
  return 2 + part(bad, worst);
}

/// "──●─│────│────": good on the left, bad on the right, the interval heavy.
std::string scale(const LimitResult& result) {
  std::array<std::string, 3 * kZoneCells> cells;
  cells.fill("─");
  const auto cell = [&](double value) {
    const double at = place_on_scale(result, value) * static_cast<double>(kZoneCells);
    return std::min(static_cast<std::size_t>(std::max(at, 0.0)), cells.size() - 1);
  };
  const Estimate& estimate = result.measurement->estimate;
  const double low = estimate.low.value_or(estimate.value), high = estimate.high.value_or(estimate.value);
  if (!std::isfinite(estimate.value) || !std::isfinite(low) || !std::isfinite(high)) return std::string(14, ' ');
  for (std::size_t i = std::min(cell(low), cell(high)); i <= std::max(cell(low), cell(high)); ++i) cells[i] = "━";
  cells[cell(estimate.value)] = "●";
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

/// Sections of the remaining figures, by their unit and id, in the order in which they are drawn.
enum Section { kAccuracy, kLatency, kMemoryAndSize, kEnergy, kOther, kSectionCount };
constexpr std::array<std::string_view, kSectionCount> kHeadings{"Accuracy", "Latency", "Memory and size",
                                                                "Energy (an estimate)", "Other figures"};

Section section_of(const Measurement& measurement) {
  if (measurement.metric.find("energy") != std::string::npos || measurement.metric.find("battery") != std::string::npos)
    return kEnergy;
  if (measurement.unit == "mJ") return kEnergy;
  if (measurement.unit == "ms" || measurement.metric.starts_with("latency")) return kLatency;
  if (measurement.unit == "bytes") return kMemoryAndSize;
  if (measurement.unit == "fraction") return kAccuracy;
  return kOther;
}

/// Figures of single classes stand in the table of classes, except by slice.
bool is_of_one_class(const Measurement& measurement) {
  return measurement.metric.find('/') != std::string::npos && measurement.metric.find('@') == std::string::npos;
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
  for (int section = 0; section < kSectionCount; ++section) {
    bool headed = false;
    for (const Measurement& measurement : report.measurements) {
      if (section_of(measurement) != section || is_of_one_class(measurement) || drawn.contains(measurement.metric))
        continue;
      if (!headed) page.heading(kHeadings[static_cast<std::size_t>(section)]);
      headed = true;
      draw_measurement(page, measurement);
    }
  }
}

}  // namespace muster
