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

std::string_view share_words(JudgedBy judged_by) {
  return judged_by == JudgedBy::kMeanRecall ? "mean recall" : "accuracy";
}

void draw_found(TextPage& page, const TriedChange& best) {
  page.paragraph(0, {"FOUND  ", Paint::kBad}, best.change.words, Paint::kBold);
  if (best.judged_by == JudgedBy::kMeanRecall)
    page.paragraph(2, {"- "},
                   fmt::format("mean recall {} with it, {} without: {} points {} (sign test, corrected p {:.1g}); the "
                               "classes are unequal, so changes are judged by mean recall",
                               format_percent(best.recall_after), format_percent(best.recall_before),
                               points(best.gain.value), interval(best.gain), best.p_corrected));
  const std::string gained = best.judged_by == JudgedBy::kMeanRecall
                                 ? ""
                                 : fmt::format(": {} points {} (McNemar's exact test, corrected p {:.1g})",
                                               points(best.gain.value), interval(best.gain), best.p_corrected);
  page.paragraph(2, {"- "},
                 fmt::format("{} of {} right with it, {} without{}; it fixes {} and breaks {}",
                             format_percent(share(best.right_after, best.photos)), photo_count(best.photos),
                             format_percent(share(best.right_before, best.photos)), gained, format_count(best.mended),
                             format_count(best.spoilt)));
  page.paragraph(2, {"do: ", Paint::kDim}, best.change.advice);
  page.paragraph(2, {"    ", Paint::kDim}, "Then ask the doctor again: it finds one mistake at a time.");
}

void draw_nothing(TextPage& page, const Diagnosis& diagnosis) {
  if (!diagnosis.wrong_scores.empty()) {
    page.paragraph(0, {"NO CHANGE FOUND", Paint::kAcceptable}, "");
  } else if (!diagnosis.inconclusive.empty()) {
    page.paragraph(0, {"INCONCLUSIVE  ", Paint::kAcceptable}, diagnosis.inconclusive);
    return;
  } else {
    page.paragraph(0, {"NOTHING WRONG FOUND", Paint::kGood}, "");
  }
  page.paragraph(
      2, {"- "},
      fmt::format("none of {} changes raises {} with 95 % confidence; there may be mistakes smaller than the intervals "
                  "below, and others",
                  diagnosis.changes.size(), share_words(diagnosis.judged_by)));
}

/// Gain, its interval and photos in columns, then the words.
void draw_changes(TextPage& page, const Diagnosis& diagnosis) {
  constexpr std::size_t kGain = 7, kInterval = 16, kPhotos = 7;
  page.heading(fmt::format("Gain in points of {}, its interval, photos, change", share_words(diagnosis.judged_by)));
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
  page.paragraph(2, {}, "All intervals together have 95 % confidence.", Paint::kDim);
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
        fmt::format("as it is, {} right of {} ({}){}", format_estimate(diagnosis.accuracy, "fraction"),
                    diagnosis.data.string(), diagnosis.split == "all" ? "all photos" : "split " + diagnosis.split,
                    diagnosis.judged_by == JudgedBy::kMeanRecall
                        ? fmt::format("; mean recall {}; always answering {} is right for {}",
                                      format_estimate(diagnosis.mean_recall, "fraction"), diagnosis.commonest_class,
                                      format_percent(diagnosis.commonest_class_share))
                        : ""));
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
