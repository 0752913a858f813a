#pragma once

#include "Model.pb.h"
#include "model/coreml/computed_shapes.h"
#include "model/coreml/coreml_file.h"
#include "muster/model.h"

namespace muster {

/// Adds what an ML Program tells of a model: the facts of its graph, the shapes of outputs that declare none, labels,
/// scale and bias of the image. Errors: as program_graph's.
Result<void> add_program_facts(const CoremlFile& file, const CoreML::Specification::Model& network,
                               const ComputedShapes& computed, Model& model);

}  // namespace muster
