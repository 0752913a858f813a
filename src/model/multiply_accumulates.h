#pragma once

#include <cstdint>
#include <optional>

#include "model/graph.h"

namespace muster {

/// Multiply-accumulates of one node for a batch of one: elements computed × terms in each one's sum. Bias
/// additions, activations, poolings and element-wise products count as none, as published figures have it.
///   convolution      output elements × filter H × W × I   (I is C / groups)
///   depthwise        output elements × filter H × W
///   transposed       input elements × filter O × H × W
///   the same with channels first: output elements × filter I × …, input elements × filter O × …
///   fully connected  output elements × weights' last dimension
///   batch matmul     output elements × the dimension that x and y share
/// 0 for kPlain; nullopt where it cannot be told: kUncounted, or a shape that is not known before the run.
std::optional<std::uint64_t> multiply_accumulates(const Graph& graph, const GraphNode& node);

}  // namespace muster
