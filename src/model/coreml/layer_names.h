#pragma once

#include <string_view>

#include "NeuralNetwork.pb.h"

namespace muster {

/// The name that the format gives a layer's kind ("convolution"); "unknown layer" for one of a newer format.
std::string_view layer_name(const CoreML::Specification::NeuralNetworkLayer& layer);

}  // namespace muster
