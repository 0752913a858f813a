#pragma once

#include <string_view>
#include <vector>

#include "NeuralNetwork.pb.h"
#include "runtime/coreml/layers/fields.h"
#include "runtime/coreml/layers/graph.h"

namespace muster::layers {

/// Weights as float32, whatever they are stored as: float32, float16, or 1 to 8 bits with a linear rule or a table.
/// A linear rule has one scale, or one for each index of `shape` along `channel_axis`. Errors name `field`.
Result<std::vector<float>> read_weights(const CoreML::Specification::WeightParams& params, const Sizes& shape,
                                        std::string_view field, std::size_t channel_axis = 0);

/// The same as a constant of that shape.
Result<Blob> weights(const CoreML::Specification::WeightParams& params, const Sizes& shape, std::string_view field,
                     std::size_t channel_axis = 0);

/// Whether a layer adds a bias. Errors: one is there, but not to be used.
template <class Params>
Result<bool> adds_bias(const Params& params) {
  if (params.has_bias() && !params.hasbias()) return unsupported("field bias without hasBias");
  return params.hasbias();
}

}  // namespace muster::layers
