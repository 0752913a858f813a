#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/graph.h"
#include "model/onnx/onnx_file.h"

namespace muster {

/// The number type of TensorProto.DataType `type`.
ElementType onnx_element_type(std::int32_t type);

/// The shape that a graph states of a value; −1: dynamic; nullopt: none stated.
std::optional<std::vector<std::int64_t>> onnx_shape(const onnx::ValueInfoProto& value);

/// A stored tensor with its bytes, from the message or from a file beside it. Scalars are attributes: they come without
/// bytes and without a size. Errors: kMalformed, fewer bytes than its shape says, or a place outside the file.
Result<GraphTensor> onnx_tensor(const OnnxFile& file, const onnx::TensorProto& tensor);

/// A shape, axes or paddings: integers that are known before the run, of rank 2 at the most.
struct SmallIntegers {
  std::vector<std::int64_t> shape, values;
};

/// A stored int64 or int32 tensor of rank 2 and 64 elements at the most; nullopt: none such.
std::optional<SmallIntegers> onnx_integers(const onnx::TensorProto& tensor);

}  // namespace muster
