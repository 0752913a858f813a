#include "worker/scores.h"

namespace muster {

Best best_classes(std::span<const float> scores, bool background_first) {
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
    best.classes[place] = static_cast<std::int32_t>(i) - (background_first ? 1 : 0);
  }
  return best;
}

}  // namespace muster
