#pragma once

#include "runtime/runtime.h"

namespace muster {

/// OpenVINO on the CPU in float32: ONNX as it is, Core ML translated operator by operator.
const Runtime& openvino_runtime();

}  // namespace muster
