#pragma once

#include "muster/error.h"
#include "muster/run.h"
#include "muster/verbs.h"
#include "record/database.h"

namespace muster {

/// Fills run.class_rankings: average precision and area under the ROC of every class that a photo shows, after groups,
/// from whole outputs. Two passes over the file; memory grows with photos and classes, not with their product, and the
/// figures are exact. Errors: kUnsupported, the file has no whole outputs.
Result<void> read_class_rankings(Database& database, Run& run);

/// All that a ScoreRequest asks for.
Result<void> read_scores(Database& database, const ScoreRequest& scores, Run& run);

}  // namespace muster
