#pragma once

#include <cstddef>
#include <vector>

#include "metrics/classification.h"
#include "muster/report.h"

namespace muster {

/// Photos that show what the model does: mistakes, the surest first, and then right answers, the least sure first. At
/// most kMostTelling, of which mistakes take three quarters where there are so many. Graded photos only.
inline constexpr std::size_t kMostTelling = 2000;
std::vector<AnsweredPhoto> telling_photos(const Run& run, const ClassificationCounts& counts);

}  // namespace muster
