#pragma once

#include <memory>

#include "model/coreml/computed_shapes.h"
#include "model/coreml/coreml_file.h"
#include "runtime/coreml/nodes.h"

namespace muster {

/// translate_coreml for an ML Program; `model` is the file's message, or the one inside its pipeline.
Result<std::shared_ptr<ov::Model>> translate_program(const CoreML::Specification::Model& model, const CoremlFile& file,
                                                     ComputedShapes* shapes = nullptr);

}  // namespace muster
