#pragma once

#include "Model.pb.h"
#include "model/coreml/computed_shapes.h"
#include "muster/model.h"

namespace muster {

/// Adds what a NeuralNetwork tells of a model: the facts of its layers, the shapes of outputs that declare none,
/// labels, scale and bias of the image, custom layers. Shapes that were not computed are followed from the inputs
/// through the common layers; what is behind another stays uncounted. Errors: kMalformed, a layer that reads what none
/// before it computes, or weights that are too few.
Result<void> add_network_facts(const CoreML::Specification::Model& network, const ComputedShapes& computed,
                               Model& model);

}  // namespace muster
