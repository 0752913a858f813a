#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "NeuralNetwork.pb.h"

namespace muster {

/// The shape of a tensor between two layers, …×C×H×W; nullopt: not known.
using LayerShape = std::optional<std::vector<std::int64_t>>;

/// The shape of a layer's outputs (all have the same), from those of its inputs. nullopt where an input's is, where
/// the layer does not fit it, and for the layers that are not followed here.
LayerShape output_shape(const CoreML::Specification::NeuralNetworkLayer& layer, const std::vector<LayerShape>& inputs);

}  // namespace muster
