#pragma once

#include "NeuralNetwork.pb.h"
#include "muster/error.h"
#include "runtime/coreml/layers/graph.h"

namespace muster::layers {

/// One layer and what flows into it.
struct Layer {
  const CoreML::Specification::NeuralNetworkLayer& message;
  const Blobs& inputs;  ///< as many as the type of layer takes
};

/// Adds the layer to the graph; its outputs. Errors: kMalformed and kUnsupported, without the layer's name.
/// OpenVINO may throw what it does not accept.
using Translate = Result<Blobs> (*)(const Layer&);

/// A type of layer that is understood: one line of layers.inc.
struct LayerType {
  CoreML::Specification::NeuralNetworkLayer::LayerCase layer_case;
  Translate translate;
  std::size_t fewest_inputs, most_inputs;
  std::vector<std::string_view> fields;  ///< those of its message that it uses; any other is refused
};

/// Null: a type that is not supported.
const LayerType* find_layer_type(CoreML::Specification::NeuralNetworkLayer::LayerCase layer_case);

/// The type's name in the format, as "convolution".
std::string type_name(const CoreML::Specification::NeuralNetworkLayer& message);

/// A layer in a message, as "convolution 'conv1'".
std::string describe(const CoreML::Specification::NeuralNetworkLayer& message);

/// One layer as nodes: inputs counted, fields checked, outputs as many as declared, static and of bearable size; what
/// OpenVINO throws is an error. Errors name the layer and its type.
Result<Blobs> translate_layer(const Layer& layer);

}  // namespace muster::layers
