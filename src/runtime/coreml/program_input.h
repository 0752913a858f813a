#pragma once

#include "Model.pb.h"
#include "muster/error.h"
#include "runtime/coreml/nodes.h"

namespace muster {

/// A network's input: what is fed, and what the network sees of it.
struct ProgramInput {
  std::shared_ptr<ops::Parameter> parameter;
  Node seen;  ///< float32 1×C×H×W of an image; else the parameter
};

/// The input that a model declares: an image as uint8 1×H×W×C in its default size, a multi-array in its declared shape
/// as float32 or int32. Errors: kUnsupported, another type of input; kMalformed, sizes that make no sense.
Result<ProgramInput> program_input(const CoreML::Specification::FeatureDescription& feature);

}  // namespace muster
