#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"

namespace muster {
namespace {

constexpr std::uint64_t kFew = 30;

std::optional<Seen> too_few_photos(const CheckInput& input) {
  if (input.counts == nullptr || input.counts->photos == 0) return std::nullopt;
  const auto& support = input.counts->totals.support;
  const auto few = std::ranges::count_if(support, [](std::uint64_t photos) { return photos > 0 && photos < kFew; });
  const auto with_support = std::ranges::count_if(support, [](std::uint64_t photos) { return photos > 0; });
  if (few == 0) return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = fmt::format("{} of {} classes have fewer than {} photos", few, with_support, kFew);
  for (std::size_t i = 0; i < support.size() && seen.details.size() < kMostDetails; ++i)
    if (support[i] > 0 && support[i] < kFew)
      seen.details.push_back(fmt::format("{}: {}", input.counts->class_names[i], support[i]));
  return seen;
}

}  // namespace

const Check kTooFewPhotos{"too-few-photos", "Classes with few photos",
                          "A class's precision and recall on a handful of photos say next to nothing.",
                          "Add photos of these classes, or grade classes together with --group.", too_few_photos};

}  // namespace muster
