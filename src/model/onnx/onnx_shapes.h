#pragma once

#include <optional>
#include <vector>

#include "model/onnx/onnx_tensors.h"
#include "model/shape_rules.h"

namespace muster {

/// The shape of an operator's first output, from the shapes of its inputs and the values of those that are known.
/// nullopt where an input's shape is not known, and for the operators that are not followed here.
KnownShape onnx_output_shape(const onnx::NodeProto& node, const std::vector<KnownShape>& inputs,
                             const std::vector<std::optional<SmallIntegers>>& values);

}  // namespace muster
