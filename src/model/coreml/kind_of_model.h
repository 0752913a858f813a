#pragma once

#include <string>
#include <vector>

#include "Model.pb.h"
#include "muster/error.h"

namespace muster {

/// The one network inside a Core ML model.
struct CoremlNetwork {
  const CoreML::Specification::Model* model =
      nullptr;                            ///< of type mlProgram, neuralNetwork or neuralNetworkClassifier…
  std::vector<std::string> other_stages;  ///< of the pipeline around it, by their kind; empty: none
};

/// Finds the network, in a pipeline too. Errors: kUnsupported, a kind of model that cannot be run or is no vision
/// network, by its name in the format, with the reason and what to do; kMalformed, no model at all.
Result<CoremlNetwork> find_network(const CoreML::Specification::Model& model);

}  // namespace muster
