#pragma once

#include "runtime/coreml/mil/operation.h"

namespace muster::mil {

/// How a window moves over the spatial dimensions.
struct Window {
  std::vector<std::int64_t> kernel, strides, dilations;  ///< 1 to 100,000
  std::vector<std::int64_t> pads_begin, pads_end;
  ov::op::PadType automatic = ov::op::PadType::EXPLICIT;  ///< SAME_UPPER, SAME_LOWER: the pads follow from the sizes
};

/// Reads strides, dilations (of convolutions), pad_type and pad for a kernel of those sizes.
Window read_window(Operation& op, const std::vector<std::int64_t>& kernel);

/// The sizes of filters behind their first two dimensions.
std::vector<std::int64_t> spatial_sizes(Operation& op, const Node& filters);

}  // namespace muster::mil
