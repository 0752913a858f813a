#include "model/onnx/onnx_shapes.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "model/onnx/onnx_attributes.h"
#include "model/window_size.h"

namespace muster {
namespace {

using Values = std::vector<std::optional<SmallIntegers>>;

/// Operators whose output has the shape of their first input.
constexpr std::array<std::string_view, 33> kSameShape = {"Abs",
                                                         "BatchNormalization",
                                                         "Cast",
                                                         "Ceil",
                                                         "Clip",
                                                         "DequantizeLinear",
                                                         "Dropout",
                                                         "Elu",
                                                         "Erf",
                                                         "Exp",
                                                         "Floor",
                                                         "Gelu",
                                                         "HardSigmoid",
                                                         "HardSwish",
                                                         "Identity",
                                                         "InstanceNormalization",
                                                         "LRN",
                                                         "LayerNormalization",
                                                         "LeakyRelu",
                                                         "Log",
                                                         "LogSoftmax",
                                                         "Mish",
                                                         "Neg",
                                                         "PRelu",
                                                         "QuantizeLinear",
                                                         "Reciprocal",
                                                         "Relu",
                                                         "Selu",
                                                         "Sigmoid",
                                                         "Softmax",
                                                         "Softplus",
                                                         "Sqrt",
                                                         "Tanh"};
constexpr std::array<std::string_view, 8> kElementwise = {"Add", "Div", "Max", "Mean", "Min", "Mul", "Pow", "Sub"};

std::int64_t bounded(std::int64_t size) {
  return std::clamp<std::int64_t>(size, -1, std::int64_t{1} << 30U);
}

/// The window along spatial dimension `i`, and what of its padding lies before the input.
struct Place {
  Window window;
  std::int64_t padding_before = 0;
};

Place window_at(const onnx::NodeProto& node, std::int64_t kernel, std::size_t i) {
  const auto at = [&](std::string_view name, std::size_t position, std::int64_t usual) {
    const auto list = onnx_integer_list(node, name);
    return position < list.size() ? bounded(list[position]) : usual;
  };
  const std::size_t spatial = onnx_integer_list(node, "pads").size() / 2;
  const std::int64_t before = at("pads", i, 0);
  return {{bounded(kernel), at("strides", i, 1), at("dilations", i, 1), before + at("pads", i + spatial, 0)}, before};
}

bool is_same_padding(const onnx::NodeProto& node) {
  const auto* padding = onnx_attribute(node, "auto_pad");
  return padding != nullptr && padding->s().starts_with("SAME");
}

KnownShape convolved(const onnx::NodeProto& node, const Shape& x, const KnownShape& filter) {
  if (!filter || filter->size() != x.size() || x.size() < 3) return std::nullopt;
  Shape shape = x;
  shape[1] = (*filter)[0];
  for (std::size_t i = 2; i < x.size(); ++i) {
    const Place place = window_at(node, (*filter)[i], i - 2);
    const auto size = is_same_padding(node) ? same_size(x[i], place.window) : window_size(x[i], place.window);
    if (!size) return std::nullopt;
    shape[i] = *size;
  }
  return shape;
}

KnownShape transposed_convolved(const onnx::NodeProto& node, const Shape& x, const KnownShape& filter) {
  if (!filter || filter->size() != x.size() || x.size() < 3 || is_same_padding(node)) return std::nullopt;
  if (onnx_attribute(node, "output_shape") != nullptr) return std::nullopt;
  const auto extra = onnx_integer_list(node, "output_padding");
  Shape shape = x;
  shape[1] = (*filter)[1] * std::max<std::int64_t>(bounded(onnx_integer(node, "group", 1)), 1);
  for (std::size_t i = 2; i < x.size(); ++i) {
    const auto size = transposed_size(x[i], window_at(node, (*filter)[i], i - 2).window);
    if (!size) return std::nullopt;
    shape[i] = *size + (i - 2 < extra.size() ? bounded(extra[i - 2]) : 0);
  }
  return shape;
}

KnownShape pooled(const onnx::NodeProto& node, const Shape& x) {
  const auto kernel = onnx_integer_list(node, "kernel_shape");
  if (kernel.size() + 2 != x.size()) return std::nullopt;
  const bool with_last = onnx_integer(node, "ceil_mode", 0) != 0;
  Shape shape = x;
  for (std::size_t i = 2; i < x.size(); ++i) {
    const auto [window, before] = window_at(node, kernel[i - 2], i - 2);
    const auto size = is_same_padding(node) ? same_size(x[i], window)
                      : with_last           ? window_size_with_last(x[i], window, before)
                                            : window_size(x[i], window);
    if (!size) return std::nullopt;
    shape[i] = *size;
  }
  return shape;
}

KnownShape padded(const onnx::NodeProto& node, const Shape& x, const Values& values) {
  const auto stated = onnx_integer_list(node, "pads");  // until operator set 10
  const std::vector<std::int64_t>* pads = &stated;
  if (stated.empty() && values.size() > 1 && values[1]) pads = &values[1]->values;
  if (pads->size() != 2 * x.size() || (values.size() > 3 && values[3])) return std::nullopt;
  Shape shape = x;
  const auto pad = [&](std::size_t at) { return std::clamp<std::int64_t>((*pads)[at], -(1 << 30), 1 << 30); };
  for (std::size_t i = 0; i < x.size(); ++i) shape[i] += pad(i) + pad(i + x.size());
  return shape;
}

KnownShape flattened(const onnx::NodeProto& node, const Shape& x) {
  const std::int64_t axis = onnx_integer(node, "axis", 1);
  const auto at = axis == static_cast<std::int64_t>(x.size()) ? std::optional(x.size()) : axis_of(axis, x.size());
  if (!at) return std::nullopt;
  const KnownShape rows = reshaped(Shape(x.begin(), x.begin() + static_cast<std::int64_t>(*at)), {-1});
  const KnownShape columns = reshaped(Shape(x.begin() + static_cast<std::int64_t>(*at), x.end()), {-1});
  return rows && columns ? KnownShape(Shape{(*rows)[0], (*columns)[0]}) : std::nullopt;
}

KnownShape permuted(const onnx::NodeProto& node, const Shape& x) {
  auto order = onnx_integer_list(node, "perm");
  if (order.empty())
    for (std::size_t i = x.size(); i > 0; --i) order.push_back(static_cast<std::int64_t>(i) - 1);
  if (order.size() != x.size()) return std::nullopt;
  Shape shape;
  for (const std::int64_t axis : order) {
    const auto at = axis_of(axis, x.size());
    if (!at) return std::nullopt;
    shape.push_back(x[*at]);
  }
  return shape;
}

KnownShape averaged(const onnx::NodeProto& node, Shape shape, const Values& values) {
  auto axes = onnx_integer_list(node, "axes");
  if (axes.empty() && values.size() > 1 && values[1]) axes = values[1]->values;
  if (axes.empty()) return std::nullopt;
  const bool keep = onnx_integer(node, "keepdims", 1) != 0;
  for (const std::int64_t axis : axes) {
    const auto at = axis_of(axis, shape.size());
    if (!at) return std::nullopt;
    shape[*at] = keep ? 1 : 0;
  }
  std::erase(shape, 0);
  return shape;
}

KnownShape general_product(const onnx::NodeProto& node, Shape a, const KnownShape& b) {
  if (!b || a.size() != 2 || b->size() != 2) return std::nullopt;
  Shape second = *b;
  if (onnx_integer(node, "transA", 0) != 0) std::swap(a[0], a[1]);
  if (onnx_integer(node, "transB", 0) != 0) std::swap(second[0], second[1]);
  return matrix_product(a, second);
}

KnownShape unchecked_shape(const onnx::NodeProto& node, const std::vector<KnownShape>& inputs, const Values& values) {
  if (inputs.empty() || !inputs[0]) return std::nullopt;
  const std::string_view type = node.op_type();
  const Shape& x = *inputs[0];
  const bool all_known = std::ranges::all_of(inputs, [](const KnownShape& shape) { return shape.has_value(); });
  if (std::ranges::find(kSameShape, type) != kSameShape.end()) return x;
  if (std::ranges::find(kElementwise, type) != kElementwise.end()) return all_known ? broadcast(inputs) : std::nullopt;
  if (type == "Conv" || type == "ConvInteger") return convolved(node, x, inputs.size() > 1 ? inputs[1] : KnownShape());
  if (type == "QLinearConv") return convolved(node, x, inputs.size() > 3 ? inputs[3] : KnownShape());
  if (type == "ConvTranspose") return transposed_convolved(node, x, inputs.size() > 1 ? inputs[1] : KnownShape());
  if (type == "MaxPool" || type == "AveragePool") return pooled(node, x);
  if (type == "GlobalAveragePool" || type == "GlobalMaxPool") {
    Shape shape(x.size(), 1);
    std::copy_n(x.begin(), std::min<std::size_t>(x.size(), 2), shape.begin());
    return shape;
  }
  if (type == "Gemm") return general_product(node, x, inputs.size() > 1 ? inputs[1] : KnownShape());
  if (type == "MatMul") return inputs.size() > 1 && inputs[1] ? matrix_product(x, *inputs[1]) : std::nullopt;
  if (type == "Concat") return all_known ? joined(inputs, onnx_integer(node, "axis", 0)) : std::nullopt;
  if (type == "Reshape") return values.size() > 1 && values[1] ? reshaped(x, values[1]->values) : std::nullopt;
  if (type == "Pad") return padded(node, x, values);
  if (type == "Flatten") return flattened(node, x);
  if (type == "Transpose") return permuted(node, x);
  if (type == "ReduceMean") return averaged(node, x, values);
  return std::nullopt;
}

}  // namespace

KnownShape onnx_output_shape(const onnx::NodeProto& node, const std::vector<KnownShape>& inputs, const Values& values) {
  return checked(unchecked_shape(node, inputs, values));
}

}  // namespace muster
