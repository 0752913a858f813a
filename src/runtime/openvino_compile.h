#pragma once

#include <openvino/openvino.hpp>

#include "muster/error.h"

namespace muster {

/// The model compiled for the CPU in float32, computing what it says: its transposed convolutions may be rewritten (see
/// there) to keep OpenVINO from changing their results. Errors: kRuntime, outputs of other shapes than the model's.
/// Throws what OpenVINO throws.
Result<ov::CompiledModel> compile_exactly(ov::Core& core, const std::shared_ptr<ov::Model>& model,
                                          ov::AnyMap options = {});

}  // namespace muster
