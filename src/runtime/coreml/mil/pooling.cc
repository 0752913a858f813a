// Pooling windows.
#include <openvino/op/avg_pool.hpp>
#include <openvino/op/max_pool.hpp>

#include "runtime/coreml/mil/operators.h"
#include "runtime/coreml/mil/window.h"

namespace muster::mil {
namespace {

/// Not folded, since a window can be so large that it would take hours.
template <class Operator, class... Arguments>
Node pooled(Arguments&&... arguments) {
  return std::make_shared<Operator>(std::forward<Arguments>(arguments)...)->output(0);
}

/// What the pools share.
struct Pool {
  Window window;
  ov::Strides strides;
  ov::Shape begin, end, kernel;
  ov::op::RoundingType rounding = ov::op::RoundingType::FLOOR;
};

Pool read_pool(Operation& op) {
  const auto kernel = op.integers("kernel_sizes");
  if (kernel.empty() || kernel.size() > 3) op.unsupported("a kernel of no dimensions, or of more than three");
  Pool pool{read_window(op, kernel), {}, {}, {}, {}};
  pool.strides = ov::Strides(pool.window.strides.begin(), pool.window.strides.end());
  pool.begin = ov::Shape(pool.window.pads_begin.begin(), pool.window.pads_begin.end());
  pool.end = ov::Shape(pool.window.pads_end.begin(), pool.window.pads_end.end());
  pool.kernel = ov::Shape(pool.window.kernel.begin(), pool.window.kernel.end());
  if (op.flag("ceil_mode", false)) pool.rounding = ov::op::RoundingType::CEIL_TORCH;
  return pool;
}

/// Pads count in the mean; what a rounded-up last window reaches beyond them does not.
Node average_with_overhang(const Node& x, const Pool& pool) {
  std::vector<std::int64_t> begin(2, 0), end(2, 0);
  for (const std::size_t pad : pool.begin) begin.push_back(static_cast<std::int64_t>(pad));
  for (const std::size_t pad : pool.end) end.push_back(static_cast<std::int64_t>(pad));
  const Node padded = make<ops::Pad>(x, constant(begin), constant(end), constant(0.0F), ov::op::PadMode::CONSTANT);
  const ov::Shape none(pool.kernel.size(), 0);
  return pooled<ov::op::v14::AvgPool>(padded, pool.strides, none, none, pool.kernel, true, pool.rounding,
                                      pool.window.automatic);
}

}  // namespace

Nodes max_pool(Operation& op) {
  const Pool pool = read_pool(op);
  const ov::Strides dilations(pool.kernel.size(), 1);
  return {pooled<ov::op::v14::MaxPool>(op.tensor("x"), pool.strides, dilations, pool.begin, pool.end, pool.kernel,
                                       pool.rounding, pool.window.automatic)};
}

Nodes avg_pool(Operation& op) {
  const Pool pool = read_pool(op);
  const bool without_pads = op.flag("exclude_padding_from_average", false);
  if (!without_pads && pool.rounding != ov::op::RoundingType::FLOOR)
    return {average_with_overhang(op.tensor("x"), pool)};
  return {pooled<ov::op::v14::AvgPool>(op.tensor("x"), pool.strides, pool.begin, pool.end, pool.kernel, without_pads,
                                       pool.rounding, pool.window.automatic)};
}

Nodes l2_pool(Operation& op) {
  const Pool pool = read_pool(op);
  // The mean of a window that sticks out would be over fewer cells than the kernel has.
  if (pool.rounding != ov::op::RoundingType::FLOOR) return {op.unsupported("'ceil_mode' of an L2 pooling")};
  const Node x = op.tensor("x");
  std::size_t cells = 1;
  for (const std::size_t size : pool.kernel) cells *= size;
  const Node mean = pooled<ov::op::v14::AvgPool>(make<ops::Multiply>(x, x), pool.strides, pool.begin, pool.end,
                                                 pool.kernel, false, pool.rounding, pool.window.automatic);
  return {make<ops::Sqrt>(make<ops::Multiply>(mean, constant(static_cast<float>(cells))))};
}

}  // namespace muster::mil
