#pragma once

#include <vector>

#include "NeuralNetwork.pb.h"
#include "model/shape_rules.h"

namespace muster {

/// The shape of a layer's outputs (all have the same), from those of its inputs. nullopt where an input's is, where
/// the layer does not fit it, and for the layers that are not followed here.
KnownShape output_shape(const CoreML::Specification::NeuralNetworkLayer& layer, const std::vector<KnownShape>& inputs);

}  // namespace muster
