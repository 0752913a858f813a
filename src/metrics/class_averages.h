#pragma once

#include <cstdint>
#include <optional>

#include "metrics/classification.h"

namespace muster {

enum class ClassRate { kPrecision, kRecall, kF1 };
enum class Average {
  kMacro,     ///< over classes in truth or prediction
  kWeighted,  ///< the same, weighted by support
  kBalanced,  ///< over classes with support
};

/// A class's rate as a hits / denominator pair; F1 is 2 × hits / (support + predicted).
struct ClassShare {
  std::uint64_t numerator = 0, denominator = 0;
};
ClassShare class_share(const ClassTotals& totals, std::size_t index, ClassRate rate);

/// scikit-learn's averages; a rate with no denominator counts as 0 (zero_division = 0). nullopt: no class to average.
std::optional<double> class_average(const ClassTotals& totals, ClassRate rate, Average average);

/// How much lower balanced accuracy is than top-1 accuracy: a paired bootstrap, which draws whole groups where photos
/// belong together, no narrower than MOVER from the intervals of both. nullopt: no photo was graded.
std::optional<Estimate> top1_over_balanced(const ClassificationCounts& counts, double confidence);

}  // namespace muster
