#include "checks/accuracy_gap.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include "base/text.h"
#include "base/units.h"

namespace muster {
namespace {

/// Classes whose gap is surely over the large one, the worst first.
std::vector<OtherClassFigures> large_gaps(const CheckInput& input, const OtherPhotos& photos) {
  const auto compared = std::ranges::count_if(other_figures(input.run, photos, *input.counts, 0.95).classes,
                                              [](const OtherClassFigures& one) { return one.gap.has_value(); });
  const double confidence = 1 - 0.05 / static_cast<double>(std::max<std::ptrdiff_t>(1, compared));
  std::vector<OtherClassFigures> large = other_figures(input.run, photos, *input.counts, confidence).classes;
  std::erase_if(large,
                [](const OtherClassFigures& one) { return !one.gap || !(one.gap->low.value_or(-1) > kLargeGap); });
  std::ranges::stable_sort(large, std::greater<>(), [](const OtherClassFigures& one) { return one.gap->value; });
  return large;
}

std::string points(const Estimate& gap) {
  return fmt::format("{:.1f} points, surely between {:.1f} and {:.1f}", 100 * gap.value, 100 * gap.low.value_or(-1),
                     100 * gap.high.value_or(1));
}

/// "field photos are answered better than test photos by …": a gap is told from the better side.
std::string sentence(std::string_view better, std::string_view worse, const Estimate& gap) {
  if (gap.value < 0) return sentence(worse, better, {-gap.value, -gap.high.value_or(1), -gap.low.value_or(-1), 0});
  return fmt::format("{} are answered better than {} by {}", better, worse, points(gap));
}

std::string name_of(const OtherPhotos& photos) {
  const std::string source = printable(photos.source.string());
  const bool said = photos.split == "all" || source.ends_with(":" + photos.split);
  return said ? source : fmt::format("{} (split {})", source, printable(photos.split));
}

std::string unreadable_of(const OtherPhotos& photos) {
  return photos.unreadable == 0 ? "" : fmt::format("; {} cannot be read", format_count(photos.unreadable));
}

}  // namespace

std::optional<Seen> judge_gap(const CheckInput& input, std::string_view metric, OtherRole role,
                              std::string_view usually_better, std::string_view usually_worse) {
  const auto measured = std::ranges::find(input.measurements, metric, &Measurement::metric);
  const OtherPhotos* photos = other_photos(input.run, role);
  if (measured == input.measurements.end() || photos == nullptr || input.counts == nullptr) return std::nullopt;
  const Estimate& gap = measured->estimate;
  Seen seen;
  const double low = gap.low.value_or(-1), high = gap.high.value_or(1);
  seen.outcome = low > kLargeGap ? Outcome::kFail : high > kLargeGap ? Outcome::kInconclusive : Outcome::kPass;
  const OtherCounts others = count_other(input.run, *photos);
  const std::uint64_t labelled = std::accumulate(photos->labels.begin(), photos->labels.end(), std::uint64_t{0});
  seen.summary = fmt::format("{} ({} of {} photos of {}{})", sentence(usually_better, usually_worse, gap),
                             format_count(others.photos), format_count(std::max(labelled, others.photos)),
                             name_of(*photos), unreadable_of(*photos));
  for (const OtherClassFigures& one : large_gaps(input, *photos))
    if (seen.details.size() < kMostDetails)
      seen.details.push_back(fmt::format("{}: {}", printable(one.name), points(*one.gap)));
  return seen;
}

}  // namespace muster
