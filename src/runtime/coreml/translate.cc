#include "runtime/coreml/translate.h"

#include <openvino/openvino.hpp>

#include "runtime/coreml/translate_network.h"

namespace muster {

Result<std::shared_ptr<ov::Model>> translate_coreml(const CoremlFile& file) {
  using CoreML::Specification::Model;
  switch (file.message.Type_case()) {
    case Model::kNeuralNetwork:
    case Model::kNeuralNetworkClassifier:
    case Model::kNeuralNetworkRegressor:
      return translate_network(file.message);
    default:
      return fail(ErrorCode::kUnsupported, "Core ML models of this kind are not run yet");
  }
}

}  // namespace muster
