#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "muster/run.h"

namespace muster {

struct Best {
  BestClasses classes;
  BestScores scores;
};

/// The five highest scores, the lower output first where they tie. Output `background` is kBackground and
/// no class. No score may be NaN.
Best best_classes(std::span<const float> scores, std::int32_t background);

/// How many of the best score more than the lowest of all `outputs`, as Predictions::above_lowest has it.
std::uint8_t count_above_lowest(const BestScores& best, float lowest, std::size_t outputs);

}  // namespace muster
