#include "runtime/coreml/formulas.h"

#include <algorithm>
#include <numeric>
#include <openvino/op/topk.hpp>

namespace muster {

std::optional<Node> checked_indices(const Node& indices, std::int64_t size) {
  if (const auto stated = ov::as_type_ptr<ops::Constant>(indices.get_node_shared_ptr())) {
    const auto is_inside = [&](double index) {
      return index >= static_cast<double>(-size) && index < static_cast<double>(size);
    };
    const std::vector<double> values = stated->cast_vector<double>();
    if (!std::ranges::all_of(values, is_inside)) return std::nullopt;
    if (std::ranges::none_of(values, [](double index) { return index < 0; })) return indices;
    const auto alike = [&](std::int64_t value) {
      return make<ops::Convert>(constant(value), stated->get_element_type());
    };
    const Node is_negative = make<ops::Less>(indices, alike(0));
    return make<ops::Select>(is_negative, make<ops::Add>(indices, alike(size)), indices);
  }
  std::vector<std::int32_t> positions(static_cast<std::size_t>(size));
  std::iota(positions.begin(), positions.end(), 0);
  const Node all = ops::Constant::create(ov::element::i32, {positions.size()}, positions);
  const ov::Shape shape = indices.get_shape();
  const Node flat = reshaped(make<ops::Convert>(indices, ov::element::i32), {-1});
  const Node checked = make<ops::GatherElements>(all, flat, 0);  // the one that looks at its indices
  return reshaped(checked, {shape.begin(), shape.end()});
}

Nodes best_along(const Node& x, std::int64_t count, std::int64_t axis, ov::op::TopKMode mode) {
  return std::make_shared<ov::op::v11::TopK>(x, constant(count), axis, mode, ov::op::TopKSortType::SORT_VALUES,
                                             ov::element::i32, /*stable=*/true)
      ->outputs();
}

Node log_sum_exp(const Node& x, const Node& axes, bool keep_axes) {
  const Node largest = make<ops::ReduceMax>(x, axes, true);
  const Node sum = make<ops::ReduceSum>(make<ops::Exp>(make<ops::Subtract>(x, largest)), axes, true);
  const Node result = make<ops::Add>(make<ops::Log>(sum), largest);
  return keep_axes ? result : make<ops::Squeeze>(result, axes);
}

Node interleaved(const Nodes& values, std::int64_t axis) {
  Nodes parts;
  for (const Node& value : values)
    parts.push_back(make<ops::Unsqueeze>(value, constant(std::vector<std::int64_t>{axis + 1})));
  const ov::Shape shape = values[0].get_shape();
  std::vector<std::int64_t> sizes(shape.begin(), shape.end());
  sizes[static_cast<std::size_t>(axis)] *= static_cast<std::int64_t>(values.size());
  return reshaped(make<ops::Concat>(parts, axis + 1), sizes);
}

Node gelu_by_sigmoid(const Node& x) {
  return make<ops::Multiply>(x, make<ops::Sigmoid>(make<ops::Multiply>(x, constant(1.702F))));
}

Node local_response_norm(const Node& x, const LocalResponse& rule) {
  const std::vector<std::size_t> shape = x.get_shape();
  const auto axis = static_cast<std::size_t>(rule.axis), reach = static_cast<std::size_t>(rule.size / 2);
  const std::vector<std::int64_t> sizes(shape.begin(), shape.end()),
      flat{static_cast<std::int64_t>(element_count(std::span(shape).first(axis))), 1, sizes[axis],
           static_cast<std::int64_t>(element_count(std::span(shape).subspan(axis + 1)))};
  const Node squares = reshaped(make<ops::Multiply>(x, x), flat);
  const Node means =
      std::make_shared<ops::AvgPool>(squares, ov::Strides{1, 1}, ov::Shape{reach, 0}, ov::Shape{reach, 0},
                                     ov::Shape{static_cast<std::size_t>(rule.size), 1}, false)
          ->output(0);
  const Node base = make<ops::Add>(make<ops::Multiply>(means, constant(rule.alpha)), constant(rule.k));
  return make<ops::Divide>(x, reshaped(make<ops::Power>(base, constant(rule.beta)), sizes));
}

}  // namespace muster
