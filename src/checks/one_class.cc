#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> one_class(const CheckInput& input) {
  if (input.counts == nullptr) return std::nullopt;
  const auto& support = input.counts->totals.support;
  const auto only = std::ranges::find_if(support, [](std::uint64_t photos) { return photos > 0; });
  if (only == support.end() || std::any_of(only + 1, support.end(), [](std::uint64_t photos) { return photos > 0; }))
    return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = fmt::format("all photos are of one class: {}",
                             input.counts->class_names[static_cast<std::size_t>(only - support.begin())]);
  seen.caveat = seen.summary + "; only the recall of that class can be judged";
  return seen;
}

}  // namespace

const Check kOneClass{"one-class", "All photos are of one class",
                      "A model that always answers this class would be right every time.",
                      "Add photos of the other classes.", one_class};

}  // namespace muster
