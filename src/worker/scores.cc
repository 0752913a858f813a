#include "worker/scores.h"

#include <algorithm>

namespace muster {

Best best_classes(std::span<const float> scores, std::int32_t background) {
  Best best;
  best.classes.fill(kAbsent);
  best.scores.fill(0);
  std::size_t found = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    std::size_t place = found;
    while (place > 0 && scores[i] > best.scores[place - 1]) --place;
    if (place == kBest) continue;
    if (found < kBest) ++found;
    for (std::size_t k = found - 1; k > place; --k) {
      best.scores[k] = best.scores[k - 1];
      best.classes[k] = best.classes[k - 1];
    }
    best.scores[place] = scores[i];
    best.classes[place] = static_cast<std::int32_t>(class_of_output(static_cast<std::int64_t>(i), background));
  }
  return best;
}

std::uint8_t count_above_lowest(const BestScores& best, float lowest, std::size_t outputs) {
  if (outputs <= kBest) return static_cast<std::uint8_t>(kBest);
  return static_cast<std::uint8_t>(std::ranges::count_if(best, [&](float score) { return score > lowest; }));
}

}  // namespace muster
