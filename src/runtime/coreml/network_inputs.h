#pragma once

#include "Model.pb.h"
#include "muster/error.h"
#include "runtime/coreml/layers/graph.h"

namespace muster {

/// An input of a network: what the caller fills, and what the layers see of it.
struct NetworkInput {
  std::shared_ptr<ov::op::v0::Parameter> parameter;
  layers::Blob blob;
};

/// How a network wants its inputs: the same in all three kinds of network.
struct InputRules {
  bool exact_arrays;  ///< arrays keep their shape; else they become [sequence, batch, C, H, W]
  bool rank4_images;  ///< images are [1, C, H, W]; else [1, 1, C, H, W]
  google::protobuf::RepeatedPtrField<CoreML::Specification::NeuralNetworkPreprocessing> preprocessing;
};

/// Errors name the input: kUnsupported, neither image nor array, optional, or a field that is not understood;
/// kMalformed.
Result<NetworkInput> make_input(const CoreML::Specification::FeatureDescription& feature, const InputRules& rules);

/// Preprocessing that names none of the inputs, or none where there are several, is malformed.
Result<void> check_preprocessing(const CoreML::Specification::ModelDescription& description, const InputRules& rules);

}  // namespace muster
