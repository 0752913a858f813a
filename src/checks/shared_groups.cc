#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"

namespace muster {
namespace {

std::uint64_t test_photos(const std::vector<SharedGroup>& groups) {
  std::uint64_t photos = 0;
  for (const SharedGroup& group : groups) photos += group.test_photos;
  return photos;
}

std::optional<Seen> shared_groups(const CheckInput& input) {
  const auto& leaks = input.run.leaks;
  if (!leaks || (leaks->groups.empty() && leaks->captures.empty())) return std::nullopt;
  Seen seen;
  const auto part = [](const std::vector<SharedGroup>& groups, std::string_view what) {
    return fmt::format("{} test photos that do not leak are of {} {}", format_count(test_photos(groups)),
                       format_count(groups.size()), what);
  };
  if (!leaks->groups.empty()) seen.summary = part(leaks->groups, "groups that have training photos too");
  if (!leaks->captures.empty())
    seen.summary += (seen.summary.empty() ? "" : "; ") +
                    part(leaks->captures, "moments (one camera, one second) that have training photos too");
  seen.summary += "; they are graded all the same";
  for (const auto* groups : {&leaks->groups, &leaks->captures})
    for (const SharedGroup& group : *groups)
      if (seen.details.size() < kMostDetails)
        seen.details.push_back(fmt::format("{}: {} test, {} training photos", printable(group.name), group.test_photos,
                                           group.train_photos));
  return seen;
}

}  // namespace

const Check kSharedGroups{"shared-groups", "Groups with photos on both sides",
                          "Photos of one scene or person are alike in more than what they show.",
                          "Keep all photos of one group, and of one moment, on one side.", shared_groups};

}  // namespace muster
