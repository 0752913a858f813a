#pragma once

#include <vector>

#include "metrics/classification.h"
#include "muster/report.h"

namespace muster {

/// The table of classes, in the order of `counts.class_names`.
std::vector<ClassFigures> class_figures(const ClassificationCounts& counts, double confidence = 0.95);

}  // namespace muster
