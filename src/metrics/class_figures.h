#pragma once

#include <cstdint>
#include <vector>

#include "base/statistics.h"
#include "metrics/classification.h"
#include "muster/report.h"

namespace muster {

/// The table of classes, in the order of `counts.class_names`.
std::vector<ClassFigures> class_figures(const ClassificationCounts& counts, double confidence = 0.95);

/// Exact interval of a class's recall (Korn and Graubard, with clusters of photos as single observations; Clopper and
/// Pearson's without): its low end counts unreadable photos of the class as wrong, its high end as right. `index` is
/// into `counts.class_names`.
Interval exact_recall_interval(const ClassificationCounts& counts, std::uint32_t index, double confidence);

}  // namespace muster
