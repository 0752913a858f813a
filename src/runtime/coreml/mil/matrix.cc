// Products of matrices.
#include <cmath>

#include "runtime/coreml/mil/operators.h"

namespace muster::mil {

/// x × weightᵀ + bias
Nodes linear(Operation& op) {
  const Node x = op.tensor("x"), weight = op.tensor("weight");
  const Node product = make<ops::MatMul>(x, weight, false, true);
  const auto bias = op.tensor_if("bias");
  return {bias ? make<ops::Add>(product, *bias) : product};
}

Nodes matmul(Operation& op) {
  const Node x = op.tensor("x"), y = op.tensor("y");
  const bool transpose_x = op.flag("transpose_x", false), transpose_y = op.flag("transpose_y", false);
  return {make<ops::MatMul>(x, y, transpose_x, transpose_y)};
}

Nodes einsum(Operation& op) {
  const Nodes values = op.tensors("values");
  std::string equation = op.text("equation");
  std::erase(equation, ' ');
  return {make<ops::Einsum>(values, equation)};
}

/// softmax(query × keyᵀ / √width + mask) × value
Nodes scaled_dot_product_attention(Operation& op) {
  const Node query = op.tensor("query"), key = op.tensor("key"), value = op.tensor("value");
  const std::int64_t rank = rank_of(query);
  const auto width = static_cast<float>(query.get_partial_shape()[rank - 1].get_length());
  const Node scaled = make<ops::Multiply>(query, constant(1 / std::sqrt(width)));
  Node scores = make<ops::MatMul>(scaled, key, false, true);
  if (const auto mask = op.tensor_if("attn_mask")) {
    if (mask->get_element_type() == ov::element::boolean)
      scores = make<ops::Select>(*mask, scores, constant(-1e30F));
    else
      scores = make<ops::Add>(scores, *mask);
  }
  return {make<ops::MatMul>(make<ops::Softmax>(scores, rank - 1), value)};
}

}  // namespace muster::mil
