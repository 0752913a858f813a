#pragma once

#include <optional>
#include <vector>

#include "model/onnx/onnx_tensors.h"
#include "model/shape_rules.h"

namespace muster {

/// What an operator makes of small integers that are known before the run: exporters compute paddings and target
/// shapes that way. nullopt: not such an operator, or not such inputs.
std::optional<SmallIntegers> onnx_folded(const onnx::NodeProto& node, const std::vector<KnownShape>& shapes,
                                         const std::vector<std::optional<SmallIntegers>>& inputs);

}  // namespace muster
