// Reductions over axes.
#include "runtime/coreml/formulas.h"
#include "runtime/coreml/mil/operators.h"

namespace muster::mil {
namespace {

/// The axes of the reduction; all, where none are stated.
Node axes_of(Operation& op, const Node& x) {
  if (op.has("axes")) return constant(op.axes("axes", rank_of(x)));
  std::vector<std::int64_t> all(static_cast<std::size_t>(rank_of(x)));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
  return constant(all);
}

template <class Operator>
Node reduced(Operation& op, const Node& x) {
  return make<Operator>(x, axes_of(op, x), op.flag("keep_dims", false));
}

template <class Operator>
Nodes over_axes(Operation& op) {
  return {reduced<Operator>(op, op.tensor("x"))};
}

Nodes index_of(Operation& op, ov::op::TopKMode mode) {
  const Node x = op.tensor("x");
  const std::int64_t axis = op.axis("axis", x, -1);
  const bool keep = op.flag("keep_dims", false);
  if (op.has("output_dtype") && op.text("output_dtype") != "int32")
    op.unsupported("an 'output_dtype' other than int32");
  const Node indices = best_along(x, 1, axis, mode)[1];
  return {keep ? indices : make<ops::Squeeze>(indices, constant(std::vector<std::int64_t>{axis}))};
}

}  // namespace

Nodes reduce_max(Operation& op) {
  return over_axes<ops::ReduceMax>(op);
}
Nodes reduce_mean(Operation& op) {
  return over_axes<ops::ReduceMean>(op);
}
Nodes reduce_min(Operation& op) {
  return over_axes<ops::ReduceMin>(op);
}
Nodes reduce_prod(Operation& op) {
  return over_axes<ops::ReduceProd>(op);
}
Nodes reduce_sum(Operation& op) {
  return over_axes<ops::ReduceSum>(op);
}
Nodes reduce_l1_norm(Operation& op) {
  return over_axes<ops::ReduceL1>(op);
}
Nodes reduce_l2_norm(Operation& op) {
  return over_axes<ops::ReduceL2>(op);
}
Nodes reduce_argmax(Operation& op) {
  return index_of(op, ov::op::TopKMode::MAX);
}
Nodes reduce_argmin(Operation& op) {
  return index_of(op, ov::op::TopKMode::MIN);
}

Nodes reduce_sum_square(Operation& op) {
  const Node x = op.tensor("x");
  return {reduced<ops::ReduceSum>(op, make<ops::Multiply>(x, x))};
}

Nodes reduce_log_sum(Operation& op) {
  return {make<ops::Log>(over_axes<ops::ReduceSum>(op)[0])};
}

Nodes reduce_log_sum_exp(Operation& op) {
  const Node x = op.tensor("x");
  return {log_sum_exp(x, axes_of(op, x), op.flag("keep_dims", false))};
}

Nodes cumsum(Operation& op) {
  const Node x = op.tensor("x");
  if (rank_of(x) == 0) return {op.malformed("x has no dimensions")};
  const std::int64_t axis = op.axis("axis", x, 0);
  const bool exclusive = op.flag("exclusive", false), reverse = op.flag("reverse", false);
  return {make<ops::CumSum>(x, constant(axis), exclusive, reverse)};
}

Nodes argsort(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t axis = op.axis("axis", x, -1), count = x.get_partial_shape()[axis].get_length();
  if (op.has("output_dtype") && op.text("output_dtype") != "int32")
    op.unsupported("an 'output_dtype' other than int32");
  const auto mode = op.flag("ascending", false) ? ov::op::TopKMode::MIN : ov::op::TopKMode::MAX;
  return {best_along(x, count, axis, mode)[1]};
}

Nodes topk(Operation& op) {
  const Node x = op.tensor("x");
  const std::int64_t axis = op.axis("axis", x, -1), k = op.integer("k", 1);
  const bool ascending = op.flag("ascending", false), sorted = op.flag("sort", true);
  const bool indices = op.flag("return_indices", true);
  if (op.has("output_indices_dtype") && op.text("output_indices_dtype") != "int32")
    op.unsupported("an 'output_indices_dtype' other than int32");
  if (!sorted) op.unsupported("an order that is not stated ('sort' is false)");
  if (k < 1 || k > x.get_partial_shape()[axis].get_length()) return {op.malformed("'k' below 1, or above the size")};
  const Nodes best = best_along(x, k, axis, ascending ? ov::op::TopKMode::MIN : ov::op::TopKMode::MAX);
  return indices ? best : Nodes{best[0]};
}

}  // namespace muster::mil
