#pragma once

#include "Model.pb.h"
#include "muster/error.h"

namespace muster {

/// The function of a program that is run, and its operations.
struct ProgramFunction {
  const CoreML::Specification::MILSpec::Function* function = nullptr;
  const CoreML::Specification::MILSpec::Block* block = nullptr;
};

/// The function_to_run. Errors: its own; kUnsupported, a model with state, operators
/// that are not translated (all of them are named), or so many operations that a graph of them could not be taken down;
/// kMalformed, no operations at all.
Result<ProgramFunction> find_function(const CoreML::Specification::Model& model);

}  // namespace muster
