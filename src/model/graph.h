#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "muster/tensor.h"

namespace muster {

/// Operators whose multiply-accumulates are counted, those that may multiply unseen, and the rest.
enum class OperatorKind {
  kPlain,           ///< multiplies nothing by weights
  kConvolution,     ///< inputs: x NHWC, filter O×H×W×I
  kDepthwise,       ///< inputs: x NHWC, filter 1×H×W×C
  kTransposed,      ///< inputs: output shape, filter O×H×W×I, x NHWC
  kConvolutionOI,   ///< of any groups and rank; inputs: x with channels first, filter O×I×…
  kTransposedIO,    ///< of any groups and rank; inputs: x with channels first, filter I×O×…
  kFullyConnected,  ///< inputs: x, weights O×I
  kBatchMatmul,     ///< inputs: x, y
  kUncounted,       ///< may multiply, in a way that is not counted
};

/// A tensor of a network: views into the file, which must outlive it.
struct GraphTensor {
  std::string_view name;  ///< untrusted, bounded
  ElementType element_type = ElementType::kOther;
  std::vector<std::int64_t> shape;      ///< −1: dynamic
  bool quantized = false;               ///< carries a scale
  bool sparse = false;                  ///< stores fewer elements than its shape has
  std::span<const std::byte> constant;  ///< its value; empty: computed at run time
  std::string stored_as;                ///< "palette, 6 bits": of a compressed constant, the name of its number type
  std::vector<std::span<const std::byte>> tables;  ///< what else it is decompressed from: scales, palette, mask
};

/// One operation. Indices are into Graph::tensors; −1: an optional input left out.
struct GraphNode {
  OperatorKind kind = OperatorKind::kPlain;
  std::string_view operator_name;
  std::vector<std::int32_t> inputs, outputs;
  bool transpose_x = false;  ///< kBatchMatmul: x comes with its last two dimensions exchanged
};

/// A network as every format's reader hands it over; all indices are in range. Subgraphs stand one after another.
struct Graph {
  std::vector<GraphTensor> tensors;
  std::vector<GraphNode> nodes;
};

/// Elements of the tensor; dynamic dimensions count as 1.
std::uint64_t element_count(const GraphTensor& tensor);

/// The constant's bytes in the file, with those of its tables.
std::uint64_t stored_bytes(const GraphTensor& tensor);

}  // namespace muster
