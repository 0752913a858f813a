// The terminal's section of photos as phones take them.
#include <fmt/format.h>

#include <algorithm>

#include "base/units.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

constexpr std::size_t kTitleWidth = 17, kCellWidth = 7, kShownClasses = 10;

std::string percent(double fraction) {
  return fmt::format("{:.1f}", 100 * fraction);
}

std::string points(const Estimate& drop) {
  return fmt::format("{} [{}, {}]", percent(drop.value), percent(drop.low.value_or(-1)),
                     percent(drop.high.value_or(1)));
}

void draw_kind(TextPage& page, const StressKindView& kind) {
  std::vector<Span> row{{"  " + padded(kind.title, kTitleWidth - 2)}};
  for (const Estimate& one : kind.accuracy) row.push_back({right_aligned(percent(one.value), kCellWidth)});
  row.push_back({"   " + points(kind.drop)});
  page.row(row);
}

void draw_collapsed(TextPage& page, const StressView& view) {
  if (view.classes_looked_at == 0)
    return page.paragraph(2, {}, "No class has ten of these photos, so which classes collapse is not known.",
                          Paint::kDim);
  if (view.collapsed.empty())
    return page.paragraph(2, {}, fmt::format("None of {} classes surely collapses.", view.classes_looked_at));
  page.paragraph(2, {}, fmt::format("{} of {} classes collapse:", view.collapsed.size(), view.classes_looked_at));
  for (std::size_t i = 0; i < std::min(view.collapsed.size(), kShownClasses); ++i) {
    const CollapsedClass& one = view.collapsed[i];
    page.paragraph(4, {"- "},
                   fmt::format("{}: {} of {} photos as they are, {} degraded", one.name,
                               format_percent(one.clean_recall), one.photos, format_percent(one.recall)));
  }
}

}  // namespace

void draw_stress(TextPage& page, const ModelReport& report) {
  if (!report.stress) return;
  const StressView& view = *report.stress;
  page.heading("Photos as phones take them (top-1 accuracy in percent, by severity)");
  std::vector<Span> head{{padded("", kTitleWidth), Paint::kDim}};
  for (int severity = 1; severity <= kSeverities; ++severity)
    head.push_back({right_aligned(std::to_string(severity), kCellWidth), Paint::kDim});
  head.push_back({"   points lost", Paint::kDim});
  page.row(head);
  for (const StressKindView& kind : view.kinds) draw_kind(page, kind);
  const StressKindView& hardest = view.kinds[view.hardest];
  page.paragraph(2, {},
                 fmt::format("{} points are lost on average, from {} on the same photos as they are; {} takes most{}.",
                             points(view.drop), format_estimate(view.clean, "fraction"), hardest.title,
                             view.surely_hardest ? ", surely" : ", though not surely"));
  page.paragraph(2, {},
                 fmt::format("{} photos, drawn from {}.", format_count(view.photos), format_count(view.drawn_from)) +
                     (view.photos < view.planned
                          ? fmt::format(" Of {} drawn, the others were not reached.", format_count(view.planned))
                          : ""),
                 Paint::kDim);
  draw_collapsed(page, view);
}

}  // namespace muster
