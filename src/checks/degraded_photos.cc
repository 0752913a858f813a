#include <fmt/format.h>

#include <algorithm>

#include "base/units.h"
#include "checks/check.h"

namespace muster {
namespace {

std::string points(const Estimate& drop) {
  return fmt::format("{:.1f} points [{:.1f}, {:.1f}]", 100 * drop.value, 100 * drop.low.value_or(-1),
                     100 * drop.high.value_or(1));
}

/// Kinds that surely take accuracy, all of them at once (Bonferroni), the hardest first.
std::vector<const StressKindView*> hurting(const StressView& view, std::span<const Estimate> corrected) {
  std::vector<const StressKindView*> kinds;
  for (std::size_t i = 0; i < view.kinds.size(); ++i)
    if (corrected[i].low.value_or(-1) > 0) kinds.push_back(&view.kinds[i]);
  std::ranges::stable_sort(kinds, std::greater(), [](const StressKindView* kind) { return kind->drop.value; });
  return kinds;
}

std::optional<Seen> degraded_photos(const CheckInput& input) {
  if (input.stress == nullptr) return std::nullopt;
  const StressView& view = *input.stress;
  const auto kinds = hurting(view, view.corrected_drops);
  Seen seen;
  constexpr double kUnsettled = 0.1;  // where so much may be lost, nothing is shown
  seen.outcome = !kinds.empty() || !view.collapsed.empty() ? Outcome::kFail
                 : view.drop.high.value_or(1) > kUnsettled ? Outcome::kInconclusive
                                                           : Outcome::kPass;
  const StressKindView& hardest = view.kinds[view.hardest];
  seen.summary = fmt::format("{} of accuracy lost on average, of {} degraded photos", points(view.drop), view.photos);
  if (kinds.empty())
    seen.summary += "; no kind surely takes any";
  else
    seen.summary += fmt::format("; {} hurts most, {}{}", hardest.title, points(hardest.drop),
                                view.surely_hardest ? "" : ", though not surely more than the next");
  if (!view.collapsed.empty())
    seen.summary += fmt::format("; {} of {} classes collapse", view.collapsed.size(), view.classes_looked_at);
  for (const CollapsedClass& one : view.collapsed)
    if (seen.details.size() < kMostDetails)
      seen.details.push_back(fmt::format("{}: recognised on {} of {} photos as they are, on {} degraded", one.name,
                                         format_percent(one.clean_recall), one.photos, format_percent(one.recall)));
  for (const StressKindView* kind : kinds)
    if (seen.details.size() < kMostDetails) seen.details.push_back(kind->title + ": " + points(kind->drop));
  return seen;
}

}  // namespace

const Check kDegradedPhotos{"degraded-photos", "Photos as phones take them",
                            "Users' photos are dark, shaken and smudged; test photos seldom are.",
                            "Train on photos degraded so; muster predict --stress-sheet shows them, and a limit on "
                            "stress_drop holds the next model to it.",
                            degraded_photos};

}  // namespace muster
