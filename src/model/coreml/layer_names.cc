#include "model/coreml/layer_names.h"

namespace muster {

std::string_view layer_name(const CoreML::Specification::NeuralNetworkLayer& layer) {
  switch (layer.layer_case()) {
#define MUSTER_LAYER(id, name)                        \
  case CoreML::Specification::NeuralNetworkLayer::id: \
    return name;
#include "model/coreml/layer_names.inc"
#undef MUSTER_LAYER
    default:
      return "unknown layer";
  }
}

}  // namespace muster
