#pragma once

#include <span>
#include <string>

#include "muster/error.h"
#include "muster/run.h"
#include "record/database.h"

namespace muster {

/// For each name the outputs that the class, or class group, of the run stands for. Errors: a name that is no class,
/// with the nearest.
Result<std::vector<std::vector<std::uint32_t>>> find_outputs(const Run& run, std::span<const std::string> names);

/// Outputs as probabilities: of logits by the softmax of all; one output as two classes, "it" and "not it". `kind` is
/// Predictions::score_kind.
std::vector<double> class_probabilities(std::span<const float> scores, std::string_view kind);

/// One score of those outputs, as ClassScores has it.
float score_of(std::span<const double> probabilities, std::span<const std::uint32_t> outputs, std::string_view kind);

/// Whether the file has whole outputs, and one for every class. Errors: kUnsupported, kMalformed.
Result<void> require_outputs(const Database& database, const Run& run);

/// Fills run.class_scores from the whole outputs that the file has. Errors: find_outputs'; kUnsupported, the file has
/// no whole outputs.
Result<void> read_class_scores(Database& database, std::span<const std::string> names, Run& run);

}  // namespace muster
