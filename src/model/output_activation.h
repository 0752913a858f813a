#pragma once

#include <cstdint>

#include "model/graph.h"
#include "muster/model.h"

namespace muster {

/// Finds what computes the tensor `output` and whether that is a softmax, a sigmoid or neither, by the operators' names
/// in any format: looks through those that only move or store numbers otherwise (reshapes, casts, quantization), and
/// knows a softmax that was exported as exp, sum and division. Sets the model's output_operator and output_activation.
void add_output_activation(const Graph& graph, std::int32_t output, Model& model);

}  // namespace muster
