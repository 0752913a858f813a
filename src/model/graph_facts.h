#pragma once

#include <cstdint>

#include "model/graph.h"
#include "muster/error.h"
#include "muster/model.h"

namespace muster {

/// Equal buffers below this size are not worth a word.
inline constexpr std::uint64_t kSmallestDuplicateBytes = 1024;

/// Weights below this many elements stay float32 by the converter's own rule.
inline constexpr std::uint64_t kSmallestLeftoverElements = 1024;

/// Fills what follows from the network: parameters, multiply-accumulates, bytes by type, operator and layer,
/// duplicates, leftovers, activations. Errors: kMalformed, constants that overlap.
Result<void> add_graph_facts(const Graph& graph, Model& model);

}  // namespace muster
