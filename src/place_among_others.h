#pragma once

#include <optional>

#include "muster/verbs.h"

namespace muster {

/// Holds a measured Run against the reference (null: none), else against the earlier Run that options.baseline names:
/// of the same photos, where it is "last" or "best" of options.history (one of a model of the same file name goes
/// before others). Fills run.reference, run.baseline and, where there is a history, run.gradings. What was stopped
/// before any photo was answered has no comparison, and is no error. Errors: Runs that cannot be compared, a file that
/// is no Run, a folder that cannot be listed.
Result<std::optional<Comparison>> hold_against_others(const CheckOptions& options, const Run* reference, Run& run);

/// The same for a Run that was just observed, which then is kept: in options.run_file, and in the history if it is
/// whole.
Result<std::optional<Comparison>> place_among_others(const CheckOptions& options, const Run* reference, Run& run);

}  // namespace muster
