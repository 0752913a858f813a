#include "metrics/explored_classes.h"

#include <algorithm>
#include <functional>

#include "base/named_classes.h"
#include "metrics/classification.h"

namespace muster {

std::vector<std::string> explored_classes(const Run& run) {
  constexpr std::uint64_t kFewest = 10;
  constexpr std::size_t kMost = 12;
  const ClassGrouping grouping = group_classes(run.dataset.class_names, run.class_groups);
  std::vector<std::uint64_t> photos(grouping.names.size());
  for (const std::uint32_t index : run.dataset.classes)
    if (index < grouping.of.size()) ++photos[grouping.of[index]];
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < photos.size(); ++i)
    if (photos[i] >= kFewest && !grouping.names[i].empty() && !is_ambiguous(run, grouping.names[i])) order.push_back(i);
  std::ranges::stable_sort(order, std::greater<>(), [&](std::uint32_t i) { return photos[i]; });
  std::vector<std::string> names;
  for (const std::uint32_t i : order)
    if (names.size() < kMost) names.push_back(grouping.names[i]);
  return names;
}

std::vector<ThresholdRequest> explored_requests(const Run& run) {
  constexpr double kPrecision = 0.95;
  std::vector<ThresholdRequest> requests;
  const ThresholdGoal goal{ThresholdNeed::kMinPrecision, kPrecision};
  for (std::string& name : explored_classes(run)) requests.push_back({std::move(name), goal});
  requests.push_back({"", goal});
  return requests;
}

}  // namespace muster
