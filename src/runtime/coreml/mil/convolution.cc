// Convolutions of one, two or three spatial dimensions, and their transposed forms.
#include "runtime/coreml/mil/operators.h"
#include "runtime/coreml/mil/window.h"

namespace muster::mil {
namespace {

/// Filters O×I×… as G×(O/G)×I×…; for transposed ones I×O×… as G×(I/G)×O×….
Node grouped(Operation& op, const Node& filters, std::int64_t groups) {
  const std::vector<std::size_t> shape = filters.get_shape();
  if (groups < 1 || shape.empty() || static_cast<std::int64_t>(shape[0]) % groups != 0)
    return op.malformed("the filters cannot be divided into its groups");
  std::vector<std::int64_t> sizes{groups, static_cast<std::int64_t>(shape[0]) / groups};
  for (std::size_t i = 1; i < shape.size(); ++i) sizes.push_back(static_cast<std::int64_t>(shape[i]));
  return reshaped(filters, sizes);
}

Nodes with_bias(Operation& op, const Node& result) {
  return {op.has("bias") ? make<ops::Add>(result, op.per_channel("bias", result)) : result};
}

}  // namespace

Nodes conv(Operation& op) {
  const Node x = op.tensor("x"), filters = op.tensor("weight");
  const std::int64_t groups = op.integer("groups", 1);
  const Window window = read_window(op, spatial_sizes(op, filters));
  const ov::Strides strides(window.strides.begin(), window.strides.end());
  const ov::Strides dilations(window.dilations.begin(), window.dilations.end());
  const ov::CoordinateDiff begin(window.pads_begin.begin(), window.pads_begin.end());
  const ov::CoordinateDiff end(window.pads_end.begin(), window.pads_end.end());
  if (groups == 1)
    return with_bias(op, make<ops::Convolution>(x, filters, strides, begin, end, dilations, window.automatic));
  const Node split = grouped(op, filters, groups);
  return with_bias(op, make<ops::GroupConvolution>(x, split, strides, begin, end, dilations, window.automatic));
}

/// out = (in − 1) × stride + (kernel − 1) × dilation + 1 − pads; a stated output shape adds at the end.
Nodes conv_transpose(Operation& op) {
  const Node x = op.tensor("x"), filters = op.tensor("weight");
  const std::int64_t groups = op.integer("groups", 1);
  const std::vector<std::int64_t> kernel = spatial_sizes(op, filters);
  Window window = read_window(op, kernel);
  const std::vector<std::size_t> from = x.get_shape();
  if (from.size() != kernel.size() + 2) return {op.malformed("x and the filters differ in dimensions")};
  const bool same = window.automatic == ov::op::PadType::SAME_UPPER;
  if (window.automatic == ov::op::PadType::SAME_LOWER) return {op.unsupported("pad_type 'same_lower'")};
  ov::CoordinateDiff extra(kernel.size(), 0);
  std::vector<std::int64_t> output_shape;
  if (op.has("output_shape")) output_shape = op.integers("output_shape", from.size());
  for (std::size_t i = 0; i < kernel.size(); ++i) {
    const std::int64_t full =
        (static_cast<std::int64_t>(from[i + 2]) - 1) * window.strides[i] + (kernel[i] - 1) * window.dilations[i] + 1;
    if (same) {
      const std::int64_t over = full - static_cast<std::int64_t>(from[i + 2]) * window.strides[i];
      if (over < 0) return {op.malformed("pad_type 'same' with a stride longer than the kernel")};
      window.pads_begin[i] = over / 2, window.pads_end[i] = over - over / 2;
    }
    if (!output_shape.empty()) extra[i] = output_shape[i + 2] - (full - window.pads_begin[i] - window.pads_end[i]);
    if (extra[i] < 0 || extra[i] >= std::max(window.strides[i], window.dilations[i]))
      if (extra[i] != 0) return {op.malformed("'output_shape' does not follow from the other sizes")};
  }
  const ov::Strides strides(window.strides.begin(), window.strides.end());
  const ov::Strides dilations(window.dilations.begin(), window.dilations.end());
  const ov::CoordinateDiff begin(window.pads_begin.begin(), window.pads_begin.end());
  const ov::CoordinateDiff end(window.pads_end.begin(), window.pads_end.end());
  if (groups == 1)
    return with_bias(op, make<ops::ConvolutionBackpropData>(x, filters, strides, begin, end, dilations,
                                                            ov::op::PadType::EXPLICIT, extra));
  return with_bias(op, make<ops::GroupConvolutionBackpropData>(x, grouped(op, filters, groups), strides, begin, end,
                                                               dilations, ov::op::PadType::EXPLICIT, extra));
}

}  // namespace muster::mil
