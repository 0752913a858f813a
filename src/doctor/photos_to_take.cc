#include "doctor/photos_to_take.h"

#include <set>

#include "measure/predictions.h"

namespace muster {

std::vector<std::uint32_t> photos_to_take(const Dataset& dataset, std::uint64_t seed) {
  std::vector<std::uint32_t> taken;
  std::set<std::uint32_t> groups;
  for (const std::uint32_t photo : random_order(dataset.size(), seed)) {
    if (dataset.classes[photo] == kNoClass) continue;
    const bool grouped = !dataset.group.name.empty() && !dataset.group.values[dataset.group.indices[photo]].empty();
    if (grouped && !groups.insert(dataset.group.indices[photo]).second) continue;
    taken.push_back(photo);
  }
  return taken;
}

}  // namespace muster
