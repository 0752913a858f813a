#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "muster/error.h"
#include "muster/run.h"
#include "record/database.h"

namespace muster {

/// The state of a photo that was reached; nullopt: no such word.
std::optional<PhotoState> answered_state(std::string_view word);

/// Reads the answers to degraded photos into run.stress, whose photos and kinds its document named; what has none is
/// pending. `rows` has the number of each photo of the data set, ascending. Errors: kMalformed.
Result<void> read_stress_answers(Database& database, std::span<const std::int64_t> rows, Run& run);

}  // namespace muster
