#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "NeuralNetwork.pb.h"
#include "model/graph.h"
#include "muster/error.h"

namespace muster {

/// One set of weights of a layer.
struct LayerWeights {
  const CoreML::Specification::WeightParams* weights = nullptr;
  std::vector<std::int64_t> shape;  ///< as the layer declares it; empty: as many as there are
};

/// All that a layer stores, what it multiplies by first. Weights of recurrent layers are not looked at.
std::vector<LayerWeights> weights_of(const CoreML::Specification::NeuralNetworkLayer& layer);

/// Weights as a constant: float32, float16, "uint8 linear", "palette, 4 bits". Empty where the layer stores none.
/// Errors: kMalformed, fewer than the layer declares.
Result<GraphTensor> weight_tensor(const LayerWeights& stored);

}  // namespace muster
