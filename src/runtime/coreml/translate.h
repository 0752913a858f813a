#pragma once

#include <memory>

#include "model/coreml/computed_shapes.h"
#include "model/coreml/coreml_file.h"
#include "muster/error.h"

namespace ov {
class Model;
}

namespace muster {

/// The network as an OpenVINO model that computes in float32. An image input takes uint8 pixels as 1×H×W×C in the
/// declared colour order; a multi-array keeps its shape, as float32. Outputs stand in the declared order, a
/// classifier's probabilities alone, as one vector. Errors: kUnsupported, with every operator that is missing, or the
/// operator and the field or input that is not understood; kMalformed, what contradicts itself. `shapes`, where given,
/// takes the shapes of all that has a name, as far as the translation came.
Result<std::shared_ptr<ov::Model>> translate_coreml(const CoremlFile& file, ComputedShapes* shapes = nullptr);

}  // namespace muster
