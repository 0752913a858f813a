#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace muster {

/// Gives every row a column of its own, so that the weights sum to the most: entry r is the column of row r. Hungarian
/// method by shortest augmenting paths (Kuhn 1955; Jonker and Volgenant, Computing 38, 1987), in rows² × columns steps.
/// All rows have the same length, which is at least their number; weights lie within ±2^40.
std::vector<std::size_t> heaviest_assignment(const std::vector<std::vector<std::int64_t>>& weights);

}  // namespace muster
