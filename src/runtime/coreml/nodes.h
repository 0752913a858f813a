#pragma once

#include <openvino/openvino.hpp>
#include <openvino/opsets/opset13.hpp>
#include <utility>
#include <vector>

#include "runtime/coreml/element_count.h"

namespace muster {

namespace ops = ov::opset13;

using Node = ov::Output<ov::Node>;
using Nodes = std::vector<Node>;

/// The node's value at once where all that it reads is constant and small (shape arithmetic); else the node itself.
Node folded(const Node& node);

/// A new node of that operator, folded.
template <class Operator, class... Arguments>
Node make(Arguments&&... arguments) {
  return folded(std::make_shared<Operator>(std::forward<Arguments>(arguments)...)->output(0));
}

Node constant(float value);
Node constant(std::int64_t value);                       ///< int32, as all whole numbers of a network here
Node constant(const std::vector<std::int64_t>& values);  ///< one dimension
Node constant(const std::vector<float>& values);         ///< one dimension
Node reshaped(const Node& x, const std::vector<std::int64_t>& shape);
Node transposed(const Node& x, const std::vector<std::int64_t>& order);

/// The tensor's rank. Throws what OpenVINO throws where it is not known.
std::int64_t rank_of(const Node& x);

/// A vector, one value a channel, in the shape that broadcasts along dimension 1 of a tensor of that rank.
Node along_channels(const Node& vector, std::int64_t rank);

}  // namespace muster
