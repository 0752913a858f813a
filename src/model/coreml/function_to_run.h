#pragma once

#include <string>

#include "Model.pb.h"
#include "muster/error.h"

namespace muster {

/// The function of an ML Program that is read and run: the one that the model names as its default, else the only one,
/// else "main". Errors: kMalformed, no function; kUnsupported, several of which none is meant.
Result<std::string> function_to_run(const CoreML::Specification::Model& model);

/// A model of several functions describes each of them. Puts the description of the one that is run in the place that
/// it has in a model of one, so that all readers look at the same.
void describe_function_to_run(CoreML::Specification::Model& model);

}  // namespace muster
