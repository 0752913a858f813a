#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "muster/error.h"
#include "muster/run.h"
#include "muster/tensor.h"

namespace muster {

/// The output tensor's numbers, dequantized. Errors: kUnsupported, a number type that holds no scores.
Result<std::vector<float>> dequantize(const TensorSpec& output, std::span<const std::byte> bytes);

struct Best {
  BestClasses classes;
  BestScores scores;
};

/// The five highest scores, the lower output first where they tie. With `background_first`, output 0 is
/// kBackground and output k + 1 class k. No score may be NaN.
Best best_classes(std::span<const float> scores, bool background_first);

}  // namespace muster
