#pragma once

#include "model/graph_builder.h"
#include "model/onnx/onnx_file.h"

namespace muster {

/// An ONNX model's main graph. `Constant` operators are its constants, all others its nodes; graphs inside of operators
/// (If, Loop) are not looked at. Shapes are those that the file states, and are followed through the common operators
/// where it states none; a dynamic batch counts as 1. Errors: kMalformed, an operator that reads what nothing before it
/// computes, or weights that are not there.
Result<GraphBuilder> onnx_graph(const OnnxFile& file);

}  // namespace muster
