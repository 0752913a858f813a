#pragma once

#include <functional>
#include <span>

#include "muster/error.h"
#include "muster/run.h"
#include "record/database.h"

namespace muster {

/// Opens a Run file that nobody vouches for. Errors: no such file, no Run, a version that this muster cannot read.
Result<Database> open_run(const std::filesystem::path& path);

/// Reads all of a Run but whole outputs; every index is checked. Errors: kMalformed, with the file and row.
/// Memory: columns, about 120 bytes a photo.
Result<Run> read_run(Database& database);

/// The same without photos, answers and slices: what is said of the whole Run.
Result<Run> read_facts(Database& database);

/// Calls `use` with every photo's place in run.dataset and its whole output tensor, in their order, until it fails.
/// Every photo that was scored has one. Outputs of another size than `run.predictions.output`'s are an error, and those
/// of photos without an answer.
Result<void> for_each_output(
    Database& database, const Run& run,
    const std::function<Result<void>(std::size_t photo, std::span<const std::byte> output)>& use);

/// The same for the photos that were scored, with their outputs dequantized.
Result<void> for_each_scored(Database& database, const Run& run,
                             const std::function<Result<void>(std::size_t photo, std::vector<float> scores)>& use);

}  // namespace muster
