#pragma once

#include <span>
#include <string>

#include "muster/error.h"
#include "muster/run.h"
#include "muster/verbs.h"
#include "record/database.h"

namespace muster {

/// For each name the outputs that the class, or class group, of the run stands for. Errors: a name that is no class,
/// with the nearest.
Result<std::vector<std::vector<std::uint32_t>>> find_outputs(const Run& run, std::span<const std::string> names);

/// One score of those outputs, as ClassScores has it; `kind` is Predictions::score_kind.
float class_score(std::span<const float> scores, std::span<const std::uint32_t> outputs, std::string_view kind);

/// Fills run.class_scores from the whole outputs that the file has. Errors: find_outputs'; kUnsupported, the file has
/// no whole outputs.
Result<void> read_class_scores(Database& database, std::span<const std::string> names, Run& run);

/// Both of a ScoreRequest.
Result<void> read_scores(Database& database, const ScoreRequest& scores, Run& run);

}  // namespace muster
