#pragma once

#include <vector>

#include "muster/model.h"
#include "muster/report.h"

namespace muster {

/// What a model's file alone gives reason to say: custom and Select-TF operators, buffers stored twice, float32
/// left among quantized weights. All are warnings; none decides a verdict.
std::vector<Finding> model_findings(const Model& model);

}  // namespace muster
