#include "runtime/coreml/mil/window.h"

namespace muster::mil {
namespace {

constexpr std::int64_t kLargest = 100'000;

}  // namespace

Window read_window(Operation& op, const std::vector<std::int64_t>& kernel) {
  const std::size_t dimensions = kernel.size();
  const std::vector<std::int64_t> ones(dimensions, 1);
  Window window{kernel, op.integers("strides", ones), op.integers("dilations", ones), {}, {}};
  window.pads_begin.assign(dimensions, 0), window.pads_end.assign(dimensions, 0);
  for (auto* sizes : {&window.kernel, &window.strides, &window.dilations})
    for (std::int64_t& size : *sizes)
      if (size < 1 || size > kLargest) {
        op.malformed("a kernel, stride or dilation below 1 or far too large");
        size = 1;
      }
  const std::string type = op.text("pad_type", "valid");
  if (type == "custom") {
    const auto pads = op.integers("pad", 2 * dimensions);
    for (std::size_t i = 0; i < dimensions; ++i) {
      for (const std::int64_t pad : {pads[2 * i], pads[2 * i + 1]})
        if (pad < 0 || pad > kLargest) op.malformed("a pad that is negative or far too large");
      window.pads_begin[i] = pads[2 * i], window.pads_end[i] = pads[2 * i + 1];
    }
    return window;
  }
  op.ignore("pad");  // by definition, with the other types
  if (type == "same")
    window.automatic = ov::op::PadType::SAME_UPPER;
  else if (type == "same_lower")
    window.automatic = ov::op::PadType::SAME_LOWER;
  else if (type != "valid")
    op.unknown("pad_type", type);
  return window;
}

std::vector<std::int64_t> spatial_sizes(Operation& op, const Node& filters) {
  const ov::Shape shape = filters.get_shape();
  if (shape.size() < 3 || shape.size() > 5) op.unsupported("filters of another number of dimensions than 3, 4 and 5");
  if (shape.size() < 3) return {1};
  return {shape.begin() + 2, shape.end()};
}

}  // namespace muster::mil
