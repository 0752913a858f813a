#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/coreml/coreml_file.h"
#include "runtime/coreml/nodes.h"

namespace muster::mil {

/// A value of a program: a tensor, or text that is known before the run.
struct Value {
  Node node;
  std::vector<std::string> texts;  ///< not empty: the value is text
};

/// A constant of the program, from the message itself or from the weight file. Half floats become float32, whole
/// numbers of 16 and more bits int32; numbers of up to 8 bits keep their values in int8 or uint8. Errors: kMalformed,
/// fewer bytes or values than the shape says, a shape that overflows or is over kMostElements; kUnsupported, another
/// number type.
Result<Value> constant_value(const CoreML::Specification::MILSpec::Value& value, const CoremlFile& file);

}  // namespace muster::mil
