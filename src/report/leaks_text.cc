// Photos that stand on both sides, as text for a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "base/edit_words.h"
#include "base/pairs_to_show.h"
#include "base/statistics.h"
#include "base/text.h"
#include "base/units.h"
#include "muster/render.h"
#include "report/text_page.h"

namespace muster {
namespace {

constexpr std::size_t kPairsShown = 10, kGroupsShown = 5;

std::string count(std::uint64_t number, std::string_view what) {
  return fmt::format("{} {}{}", format_count(number), what, number == 1 ? "" : "s");
}

void draw_side(TextPage& page, std::string_view name, const PhotoList& list, std::uint64_t unreadable) {
  std::string text = fmt::format("{} of {}", count(list.size(), "photo"), list.source.string());
  if (list.split != "all") text += fmt::format(" (split {})", list.split);
  if (unreadable > 0) text += fmt::format(", {} of which cannot be read", format_count(unreadable));
  page.paragraph(0, {padded(std::string(name), 10), Paint::kBold}, text);
  for (const std::string& warning : list.warnings) page.paragraph(2, {"! ", Paint::kAcceptable}, warning);
}

/// How many test photos by the most telling edit.
void draw_kinds(TextPage& page, const LeakSearch& search) {
  std::map<Edit, std::uint64_t> kinds;
  std::uint32_t last = 0xFFFFFFFF;
  for (const AlikePhotos& pair : search.leaks)
    if (std::exchange(last, pair.first) != pair.first) ++kinds[pair.edits.front()];
  for (const auto& [edit, photos] : kinds)
    page.row({{"  " + padded(in_words({&edit, 1}), 14)}, {right_aligned(format_count(photos), 8)}});
}

void draw_pairs(TextPage& page, const std::vector<AlikePhotos>& pairs, const PhotoList& first, const PhotoList& second,
                std::string_view joint) {
  for (const AlikePhotos& pair : pairs_to_show(pairs, kPairsShown))
    page.paragraph(
        2, {"- "},
        fmt::format("{} {} {}: {} ({:.2f}){}", printable(first.paths[pair.first]), joint,
                    printable(second.paths[pair.second]), in_words(pair.edits), pair.score,
                    pair.labels_differ ? fmt::format("; labelled {} and {}", in_quotes(first.label_of(pair.first)),
                                                     in_quotes(second.label_of(pair.second)))
                                       : ""));
  if (pairs.size() > kPairsShown)
    page.paragraph(4, {"… ", Paint::kDim},
                   fmt::format("{} more; --json has all", format_count(pairs.size() - kPairsShown)), Paint::kDim);
}

void draw_leaks(TextPage& page, const LeakSearch& search) {
  const std::size_t leaking = leaking_photos(search).size();
  page.blank();
  if (leaking == 0 && search.interrupted) return;
  if (leaking == 0) {
    page.paragraph(0, {"none     ", Paint::kGood},
                   fmt::format("of the {} shows a picture that the training photos show",
                               count(search.test.size() - search.unreadable_test.size(), "test photo")));
    return;
  }
  const std::uint64_t readable = search.test.size() - search.unreadable_test.size();
  page.paragraph(0, {"LEAKS    ", Paint::kBad},
                 fmt::format("{} of {} ({}) show a picture that the training photos show too", format_count(leaking),
                             count(readable, "test photo"),
                             format_percent(static_cast<double>(leaking) / static_cast<double>(readable))));
  draw_kinds(page, search);
  page.heading(fmt::format("Pairs (score: 1 is the same picture), {} with two labels",
                           std::ranges::count(search.leaks, true, &AlikePhotos::labels_differ)));
  draw_pairs(page, search.leaks, search.test, search.train, "from");
}

void draw_within(TextPage& page, std::string_view title, const std::vector<AlikePhotos>& pairs, const PhotoList& list) {
  if (pairs.empty()) return;
  const auto two_labels = std::ranges::count(pairs, true, &AlikePhotos::labels_differ);
  page.heading(fmt::format("{}: {}, {} with two labels", title, count(pairs.size(), "pair"), two_labels));
  draw_pairs(page, pairs, list, list, "and");
}

void draw_groups(TextPage& page, std::string_view title, const std::vector<SharedGroup>& groups) {
  if (groups.empty()) return;
  page.heading(title);
  for (const SharedGroup& group : std::span(groups).first(std::min(groups.size(), kGroupsShown)))
    page.paragraph(2, {"- "},
                   fmt::format("{}: {} and {}", printable(group.name), count(group.test_photos, "test photo"),
                               count(group.train_photos, "training photo")));
  if (groups.size() > kGroupsShown)
    page.paragraph(4, {"… ", Paint::kDim}, fmt::format("{} more; --json has all", groups.size() - kGroupsShown),
                   Paint::kDim);
}

void draw_advice(TextPage& page, const LeakSearch& search) {
  if (search.leaks.empty() && search.groups.empty() && search.captures.empty()) return;
  page.blank();
  page.paragraph(
      0, {"why: ", Paint::kDim},
      search.leaks.empty()
          ? "Photos of one scene or person are alike in more than what they show."
          : "A model has seen these photos with their answers, so accuracy on them says nothing of new ones.");
  if (!search.leaks.empty())
    page.paragraph(
        0, {"do:  ", Paint::kDim},
        "Grade it on the others (--write-clean FILE, then muster check --data FILE), or train it without them.");
  if (!search.groups.empty() || !search.captures.empty())
    page.paragraph(0, {"do:  ", Paint::kDim}, "Keep all photos of one group, and of one moment, on one side.");
}

}  // namespace

std::string render_leaks_text(const LeakSearch& search, const RenderOptions& options) {
  TextPage page(options);
  draw_side(page, "train", search.train, search.unreadable_train.size());
  draw_side(page, "test", search.test, search.unreadable_test.size());
  for (const std::string& event : search.events) page.paragraph(2, {"! ", Paint::kAcceptable}, event);
  if (search.interrupted)
    page.paragraph(0, {"stopped  ", Paint::kAcceptable}, "before all photos were compared: there may be more");
  if (search.only_copies)
    page.paragraph(2, {"! ", Paint::kAcceptable},
                   "These pictures are very alike, so only copies that fit over each other unmoved are reported: "
                   "not those that were cropped, tilted or framed.");
  draw_leaks(page, search);
  draw_groups(page, "Groups with photos on both sides", search.groups);
  draw_groups(page, "Taken by one camera in the same second, on both sides", search.captures);
  draw_within(page, "Alike within the test photos", search.within_test, search.test);
  draw_within(page, "Alike within the training photos", search.within_train, search.train);
  draw_advice(page, search);
  return page.text();
}

}  // namespace muster
