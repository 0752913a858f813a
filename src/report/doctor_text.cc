// What is wrong with how photos are prepared or answers read, as text for a terminal.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "base/units.h"
#include "muster/render.h"
#include "report/text_page.h"

namespace muster {
namespace {

/// "+28.2", in points of accuracy.
std::string points(double share) {
  const bool none = std::abs(share) < 0.0005;
  return fmt::format("{}{:.1f}", none ? "" : share < 0 ? "−" : "+", std::abs(share) * 100);
}

std::string interval(const Estimate& estimate) {
  return estimate.low && estimate.high ? fmt::format("[{}, {}]", points(*estimate.low), points(*estimate.high)) : "";
}

std::string photo_count(std::uint64_t count) {
  return fmt::format("{} photo{}", format_count(count), count == 1 ? "" : "s");
}

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

void draw_found(TextPage& page, const TriedChange& best) {
  page.paragraph(0, {"FOUND  ", Paint::kBad}, best.change.words, Paint::kBold);
  page.paragraph(
      2, {"- "},
      fmt::format("{} of {} right with it, {} without: {} points {}; it mends {} and spoils {} (McNemar's exact "
                  "p, corrected, {:.1g})",
                  format_percent(share(best.right_after, best.photos)), photo_count(best.photos),
                  format_percent(share(best.right_before, best.photos)), points(best.gain.value), interval(best.gain),
                  format_count(best.mended), format_count(best.spoilt), best.p_corrected));
  page.paragraph(2, {"do: ", Paint::kDim}, best.change.advice);
  page.paragraph(2, {"    ", Paint::kDim}, "Then ask the doctor again: it finds one mistake at a time.");
}

void draw_nothing(TextPage& page, const Diagnosis& diagnosis) {
  if (diagnosis.accuracy.count < diagnosis.least_photos) {
    page.paragraph(0, {"TOO FEW PHOTOS  ", Paint::kAcceptable},
                   fmt::format("{}; no change could be told from chance with fewer than {}",
                               photo_count(diagnosis.accuracy.count), diagnosis.least_photos));
    return;
  }
  if (diagnosis.wrong_scores.empty())
    page.paragraph(0, {"NOTHING WRONG FOUND", Paint::kGood}, "");
  else
    page.paragraph(0, {"NO CHANGE FOUND", Paint::kAcceptable}, "");
  page.paragraph(
      2, {"- "},
      fmt::format("none of {} changes surely raises accuracy; smaller mistakes than the intervals below, and "
                  "other ones, may be there",
                  diagnosis.changes.size()));
}

/// Gain, its interval and photos in columns, then the words.
void draw_changes(TextPage& page, const Diagnosis& diagnosis) {
  constexpr std::size_t kGain = 7, kInterval = 16, kPhotos = 7;
  page.heading("Gain in points, its interval, photos, change");
  std::vector<std::string> dropped;
  for (const TriedChange& tried : diagnosis.changes) {
    if (tried.dropped) {
      dropped.push_back(tried.change.id);
      continue;
    }
    const std::string columns = right_aligned(points(tried.gain.value), kGain) + " " +
                                padded(interval(tried.gain), kInterval) +
                                right_aligned(format_count(tried.photos), kPhotos) + "  ";
    page.paragraph(0, {columns, tried.helps ? Paint::kBad : Paint::kPlain}, tried.change.words);
  }
  if (!dropped.empty())
    page.paragraph(2, {"no better on the first photos: ", Paint::kDim}, fmt::format("{}", fmt::join(dropped, ", ")),
                   Paint::kDim);
  page.paragraph(2, {}, "All intervals together hold at 95 %.", Paint::kDim);
}

}  // namespace

std::string render_diagnosis_text(const Diagnosis& diagnosis, const RenderOptions& options) {
  TextPage page(options);
  const TriedChange* best = advised_change(diagnosis);
  if (diagnosis.interrupted)
    page.paragraph(0, {"stopped  ", Paint::kAcceptable}, "before all was tried: nothing can be said");
  else if (best != nullptr)
    draw_found(page, *best);
  else
    draw_nothing(page, diagnosis);
  if (diagnosis.accuracy.count > 0)
    page.paragraph(
        2, {"- "},
        fmt::format("as it is, {} right of {} ({})", format_estimate(diagnosis.accuracy, "fraction"),
                    diagnosis.data.string(), diagnosis.split == "all" ? "all photos" : "split " + diagnosis.split));
  page.paragraph(2, {"- "}, describe(diagnosis.preprocessing), Paint::kDim);
  if (!diagnosis.wrong_scores.empty()) page.paragraph(2, {"! ", Paint::kBad}, diagnosis.wrong_scores);
  for (const std::string& warning : diagnosis.warnings) page.paragraph(2, {"! ", Paint::kAcceptable}, warning);
  if (diagnosis.unreadable + diagnosis.failed > 0)
    page.paragraph(2, {"! ", Paint::kAcceptable},
                   fmt::format("{} left out: unreadable, or the model failed at them",
                               photo_count(diagnosis.unreadable + diagnosis.failed)));
  for (const std::string& event : diagnosis.events) page.paragraph(4, {"- "}, event);
  if (!diagnosis.interrupted) draw_changes(page, diagnosis);
  return page.text();
}

}  // namespace muster
