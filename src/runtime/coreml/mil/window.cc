#include "runtime/coreml/mil/window.h"

namespace muster::mil {

Window read_window(Operation& op, const std::vector<std::int64_t>& kernel) {
  const std::size_t dimensions = kernel.size();
  const std::vector<std::int64_t> ones(dimensions, 1);
  Window window{op.integers("strides", ones), op.integers("dilations", ones), {}, {}};
  window.pads_begin.assign(dimensions, 0), window.pads_end.assign(dimensions, 0);
  for (const auto& sizes : {kernel, window.strides, window.dilations})
    for (const std::int64_t size : sizes)
      if (size < 1 || size > 100'000) op.refuse("a kernel, stride or dilation below 1 or far too large");
  const std::string type = op.text("pad_type", "valid");
  if (type == "custom") {
    const auto pads = op.integers("pad", 2 * dimensions);
    for (std::size_t i = 0; i < dimensions; ++i) {
      window.pads_begin[i] = pads[2 * i], window.pads_end[i] = pads[2 * i + 1];
      if (pads[2 * i] < 0 || pads[2 * i + 1] < 0) op.refuse("a negative pad");
    }
    return window;
  }
  op.ignore("pad");  // by definition, with the other types
  if (type == "same")
    window.automatic = ov::op::PadType::SAME_UPPER;
  else if (type == "same_lower")
    window.automatic = ov::op::PadType::SAME_LOWER;
  else if (type != "valid")
    op.refuse("pad_type '" + type + "' is not known");
  return window;
}

std::vector<std::int64_t> spatial_sizes(Operation& op, const Node& filters) {
  const ov::Shape shape = filters.get_shape();
  if (shape.size() < 3 || shape.size() > 5) op.refuse("filters of another number of dimensions than 3, 4 and 5");
  if (shape.size() < 3) return {1};
  return {shape.begin() + 2, shape.end()};
}

}  // namespace muster::mil
