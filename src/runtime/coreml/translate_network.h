#pragma once

#include <memory>

#include "Model.pb.h"
#include "model/coreml/computed_shapes.h"
#include "muster/error.h"

namespace ov {
class Model;
}

namespace muster {

/// A model that is a list of layers (neuralNetwork, neuralNetworkClassifier, neuralNetworkRegressor) as translate.h
/// says. Flexible inputs take their default size. Errors: kUnsupported, with all types of layers that are missing,
/// or the layer and the field that is not understood; kMalformed, what contradicts itself.
Result<std::shared_ptr<ov::Model>> translate_network(const CoreML::Specification::Model& model,
                                                     ComputedShapes* shapes = nullptr);

}  // namespace muster
