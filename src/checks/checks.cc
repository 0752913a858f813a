#include <algorithm>
#include <array>

#include "base/text.h"
#include "checks/check.h"

namespace muster {
namespace {

constexpr auto kAll = std::to_array<const Check*>({
#define MUSTER_CHECK(name) &name,
#include "checks/checks.inc"
#undef MUSTER_CHECK
});

}  // namespace

std::span<const Check* const> all_checks() {
  return kAll;
}

std::vector<Finding> run_checks(const CheckInput& input, std::vector<std::string>& caveats) {
  std::vector<Finding> findings;
  for (const Check* check : kAll) {
    auto seen = check->run(input);
    if (!seen) continue;
    if (!seen->caveat.empty()) caveats.push_back(seen->caveat);
    findings.push_back({std::string(check->id), seen->outcome, Level::kWarning, Grade::kNone, seen->origin,
                        std::move(seen->summary), std::string(check->why),
                        std::string(seen->advice.empty() ? check->advice : seen->advice), std::move(seen->details)});
  }
  return findings;
}

std::vector<std::string> event_details(const Run& run, std::string_view check) {
  std::vector<std::string> details;
  for (const Event& event : run.events)
    if (event.check == check && details.size() < kMostDetails)
      details.push_back(printable(event.subject) + ": " + printable(event.message));
  return details;
}

}  // namespace muster
