#pragma once

#include <optional>
#include <vector>

#include "metrics/ranking.h"
#include "metrics/score_columns.h"
#include "muster/metric.h"

namespace muster {

/// Average precision, and the area under the ROC, with bootstrap intervals (base/resampling.h). nullopt: no positives;
/// for the area, also no negatives.
std::optional<Estimate> average_precision_of(const ScoreColumns& columns, double confidence);
std::optional<Estimate> roc_area_of(const ScoreColumns& columns, double confidence);

/// Rows ranked by what is in them, equal ones alike: by score, then by truth.
std::vector<std::uint32_t> content_ranks(const ScoreColumns& columns);

}  // namespace muster
