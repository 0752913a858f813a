#pragma once

#include <span>

#include "muster/run.h"

namespace muster {

struct Best {
  BestClasses classes;
  BestScores scores;
};

/// The five highest scores, the lower output first where they tie. With `background_first`, output 0 is
/// kBackground and output k + 1 class k. No score may be NaN.
Best best_classes(std::span<const float> scores, bool background_first);

}  // namespace muster
