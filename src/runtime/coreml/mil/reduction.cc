// Reductions over axes.
#include <openvino/op/topk.hpp>

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
Nodes of_x(Operation& op) {
  return {reduced<Operator>(op, op.tensor("x"))};
}

Nodes index_of(Operation& op, ov::op::TopKMode mode) {
  const Node x = op.tensor("x");
  const std::int64_t axis = op.axis("axis", x, -1);
  const bool keep = op.flag("keep_dims", false);
  if (op.has("output_dtype") && op.text("output_dtype") != "int32")
    op.unsupported("an 'output_dtype' other than int32");
  // Stable: of equal values the first.
  const auto best = std::make_shared<ov::op::v11::TopK>(
      x, constant(std::int64_t{1}), axis, mode, ov::op::TopKSortType::SORT_VALUES, ov::element::i32, /*stable=*/true);
  const Node indices = best->output(1);
  return {keep ? indices : make<ops::Squeeze>(indices, constant(std::vector<std::int64_t>{axis}))};
}

}  // namespace

Nodes reduce_max(Operation& op) {
  return of_x<ops::ReduceMax>(op);
}
Nodes reduce_mean(Operation& op) {
  return of_x<ops::ReduceMean>(op);
}
Nodes reduce_min(Operation& op) {
  return of_x<ops::ReduceMin>(op);
}
Nodes reduce_prod(Operation& op) {
  return of_x<ops::ReduceProd>(op);
}
Nodes reduce_sum(Operation& op) {
  return of_x<ops::ReduceSum>(op);
}
Nodes reduce_l1_norm(Operation& op) {
  return of_x<ops::ReduceL1>(op);
}
Nodes reduce_l2_norm(Operation& op) {
  return of_x<ops::ReduceL2>(op);
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
  return {make<ops::Log>(of_x<ops::ReduceSum>(op)[0])};
}

/// The largest is taken off first, so that no exponential overflows.
Nodes reduce_log_sum_exp(Operation& op) {
  const Node x = op.tensor("x"), axes = axes_of(op, x);
  const Node largest = make<ops::ReduceMax>(x, axes, true);
  const Node sum = make<ops::ReduceSum>(make<ops::Exp>(make<ops::Subtract>(x, largest)), axes, true);
  const Node result = make<ops::Add>(make<ops::Log>(sum), largest);
  return {op.flag("keep_dims", false) ? result : make<ops::Squeeze>(result, axes)};
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
  const auto sorted = std::make_shared<ov::op::v11::TopK>(
      x, constant(count), axis, op.flag("ascending", false) ? ov::op::TopKMode::MIN : ov::op::TopKMode::MAX,
      ov::op::TopKSortType::SORT_VALUES, ov::element::i32, /*stable=*/true);
  return {sorted->output(1)};
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
  const auto best = std::make_shared<ov::op::v11::TopK>(x, constant(k), axis,
                                                        ascending ? ov::op::TopKMode::MIN : ov::op::TopKMode::MAX,
                                                        ov::op::TopKSortType::SORT_VALUES, ov::element::i32,
                                                        /*stable=*/true);
  if (!indices) return {best->output(0)};
  return {best->output(0), best->output(1)};
}

}  // namespace muster::mil
