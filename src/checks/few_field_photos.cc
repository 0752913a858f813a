#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "checks/check.h"
#include "metrics/other_counts.h"

namespace muster {
namespace {

constexpr std::uint64_t kFew = 10;

std::optional<Seen> few_field_photos(const CheckInput& input) {
  const OtherPhotos* photos = other_photos(input.run, OtherRole::kField);
  if (photos == nullptr || input.counts == nullptr) return std::nullopt;
  const OtherCounts field = count_other(input.run, *photos);
  Seen seen;
  std::size_t few = 0, graded = 0;
  for (std::size_t i = 0; i < input.counts->class_names.size(); ++i) {
    if (input.counts->totals.support[i] == 0) continue;
    ++graded;
    const auto one = std::ranges::find(field.classes, input.counts->class_names[i], &OtherClass::name);
    const std::uint64_t there = one == field.classes.end() ? 0 : one->photos;
    if (there >= kFew) continue;
    ++few;
    if (seen.details.size() < kMostDetails)
      seen.details.push_back(fmt::format("{}: {}", printable(input.counts->class_names[i]), there));
  }
  if (few == 0) return std::nullopt;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = fmt::format("{} of {} classes of the test have fewer than {} field photos", few, graded, kFew);
  return seen;
}

}  // namespace

const Check kFewFieldPhotos{"few-field-photos", "Classes that the field has too few of",
                            "How the model does on them in real life is not known.",
                            "Collect field photos of these classes.", few_field_photos};

}  // namespace muster
