#pragma once

#include <cstdint>
#include <vector>

#include "muster/dataset.h"
#include "muster/error.h"

namespace muster {

/// Looks for photos that stand in the data more than once ("a.jpg" and "./a.jpg" are one; files are not opened).
/// With one class: the repeats are taken out, for one photo is one photo's evidence, with a warning in `dataset`. With
/// two: an error naming both lines. `lines`: of each sample in the manifest. Memory: 16 bytes a sample for the time of
/// the call.
Result<void> check_repeated_paths(Dataset& dataset, const std::vector<std::uint32_t>& lines);

}  // namespace muster
