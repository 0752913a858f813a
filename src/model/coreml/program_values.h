#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "MIL.pb.h"
#include "model/coreml/coreml_file.h"
#include "muster/tensor.h"

namespace muster {

/// A number type of an ML Program. `bits` is 0 where the size is not fixed (strings).
struct ProgramType {
  ElementType element_type = ElementType::kOther;
  const char* name = "other";
  int bits = 0;
};

ProgramType program_type(CoreML::Specification::MILSpec::DataType type);

/// A tensor's dimensions; −1: dynamic.
std::vector<std::int64_t> program_shape(const CoreML::Specification::MILSpec::TensorType& type);

/// The bytes of a tensor's value, where they lie: in the message or in a weight file. Empty for strings and what is no
/// tensor. Errors: kMalformed, fewer than its type says, or weights that are not there.
Result<std::span<const std::byte>> program_bytes(const CoremlFile& file,
                                                 const CoreML::Specification::MILSpec::Value& value);

/// A float32 or float16 tensor of at most `most` elements; empty: it is none.
std::vector<float> program_floats(const CoremlFile& file, const CoreML::Specification::MILSpec::Value& value,
                                  std::size_t most);

/// The strings or integers of a list or tensor as text: class labels.
Result<std::vector<std::string>> program_labels(const CoreML::Specification::MILSpec::Value& value);

}  // namespace muster
