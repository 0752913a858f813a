#include "model/onnx/onnx_folding.h"

#include <algorithm>

#include "model/onnx/onnx_attributes.h"

namespace muster {
namespace {

using Inputs = std::vector<std::optional<SmallIntegers>>;

constexpr std::size_t kMostElements = 64;

/// Input `at`, if it is there and known.
const SmallIntegers* known(const Inputs& inputs, std::size_t at) {
  return at < inputs.size() && inputs[at] ? &*inputs[at] : nullptr;
}

std::optional<SmallIntegers> constant(const onnx::NodeProto& node) {
  const auto* value = onnx_attribute(node, "value");
  if (value != nullptr) return onnx_integers(value->t());
  if (const auto* one = onnx_attribute(node, "value_int")) return SmallIntegers{{}, {one->i()}};
  const auto values = onnx_integer_list(node, "value_ints");
  if (values.empty()) return std::nullopt;
  return SmallIntegers{{static_cast<std::int64_t>(values.size())}, values};
}

std::optional<SmallIntegers> filled(const onnx::NodeProto& node, const SmallIntegers& shape) {
  if (shape.values.size() != 1 || shape.values[0] < 0 || shape.values[0] > static_cast<std::int64_t>(kMostElements))
    return std::nullopt;
  const auto* value = onnx_attribute(node, "value");
  const auto fill = value == nullptr ? std::nullopt : onnx_integers(value->t());
  if (!fill || fill->values.size() != 1) return std::nullopt;
  return SmallIntegers{shape.values, std::vector(static_cast<std::size_t>(shape.values[0]), fill->values[0])};
}

std::optional<SmallIntegers> concatenated(const Inputs& inputs) {
  SmallIntegers all;
  for (const auto& input : inputs) {
    if (!input || input->shape.size() != 1) return std::nullopt;
    all.values.insert(all.values.end(), input->values.begin(), input->values.end());
    if (all.values.size() > kMostElements) return std::nullopt;
  }
  all.shape = {static_cast<std::int64_t>(all.values.size())};
  return all;
}

std::optional<SmallIntegers> reshaped_values(const SmallIntegers& input, const SmallIntegers& target) {
  const KnownShape shape = reshaped(input.shape, target.values);
  if (!shape || shape->size() > 2) return std::nullopt;
  return SmallIntegers{*shape, input.values};
}

std::optional<SmallIntegers> transposed(const SmallIntegers& input) {
  if (input.shape.size() != 2) return input;
  const auto rows = static_cast<std::size_t>(input.shape[0]), columns = static_cast<std::size_t>(input.shape[1]);
  SmallIntegers turned{{input.shape[1], input.shape[0]}, {}};
  for (std::size_t column = 0; column < columns; ++column)
    for (std::size_t row = 0; row < rows; ++row) turned.values.push_back(input.values[row * columns + column]);
  return turned;
}

/// Some rows (axis 0) of the input: starts, ends, axes and steps are the other inputs.
std::optional<SmallIntegers> sliced(const Inputs& inputs) {
  const SmallIntegers *data = known(inputs, 0), *starts = known(inputs, 1), *ends = known(inputs, 2);
  const SmallIntegers *axes = known(inputs, 3), *steps = known(inputs, 4);
  if (data == nullptr || starts == nullptr || ends == nullptr || data->shape.empty()) return std::nullopt;
  if ((inputs.size() > 3 && axes == nullptr) || (inputs.size() > 4 && steps == nullptr)) return std::nullopt;
  for (const SmallIntegers* one : {starts, ends, axes, steps})
    if (one != nullptr && one->values.size() != 1) return std::nullopt;
  if (axes != nullptr && axes->values[0] != 0) return std::nullopt;
  const std::int64_t rows = data->shape[0], step = steps == nullptr ? 1 : steps->values[0];
  if (step == 0 || step < -static_cast<std::int64_t>(kMostElements) || step > static_cast<std::int64_t>(kMostElements))
    return std::nullopt;
  const auto bound = [&](std::int64_t at) {
    if (at < 0) at = std::max(at, -rows - 1) + rows;
    return step > 0 ? std::clamp<std::int64_t>(at, 0, rows) : std::clamp<std::int64_t>(at, -1, rows - 1);
  };
  const std::int64_t last = bound(ends->values[0]);
  const std::size_t columns = data->shape.size() == 2 ? static_cast<std::size_t>(data->shape[1]) : 1;
  SmallIntegers some{data->shape, {}};
  some.shape[0] = 0;
  for (std::int64_t row = bound(starts->values[0]); step > 0 ? row < last : row > last; row += step) {
    const auto begin = data->values.begin() + row * static_cast<std::int64_t>(columns);
    some.values.insert(some.values.end(), begin, begin + static_cast<std::int64_t>(columns));
    ++some.shape[0];
  }
  return some;
}

std::optional<SmallIntegers> gathered(const onnx::NodeProto& node, const SmallIntegers& data,
                                      const SmallIntegers& indices) {
  if (onnx_integer(node, "axis", 0) != 0 || data.shape.size() != 1) return std::nullopt;
  SmallIntegers some{indices.shape, {}};
  for (const std::int64_t index : indices.values) {
    const auto at = axis_of(index, data.values.size());
    if (!at) return std::nullopt;
    some.values.push_back(data.values[*at]);
  }
  return some;
}

}  // namespace

std::optional<SmallIntegers> onnx_folded(const onnx::NodeProto& node, const std::vector<KnownShape>& shapes,
                                         const Inputs& inputs) {
  const std::string& type = node.op_type();
  if (type == "Constant") return constant(node);
  if (type == "Shape" && onnx_attribute(node, "start") == nullptr && onnx_attribute(node, "end") == nullptr) {
    if (shapes.empty() || !shapes[0] || shapes[0]->size() > kMostElements) return std::nullopt;
    return SmallIntegers{{static_cast<std::int64_t>(shapes[0]->size())}, *shapes[0]};
  }
  const SmallIntegers* first = known(inputs, 0);
  if (first == nullptr) return std::nullopt;
  if (type == "Cast" || type == "Identity") return *first;
  if (type == "Squeeze" && first->values.size() == 1) return SmallIntegers{{}, first->values};
  if (type == "Unsqueeze" && first->shape.empty()) return SmallIntegers{{1}, first->values};
  if (type == "ConstantOfShape") return filled(node, *first);
  if (type == "Concat") return concatenated(inputs);
  if (type == "Transpose") return transposed(*first);
  if (type == "Slice") return sliced(inputs);
  const SmallIntegers* second = known(inputs, 1);
  if (second == nullptr) return std::nullopt;
  if (type == "Reshape") return reshaped_values(*first, *second);
  if (type == "Gather") return gathered(node, *first, *second);
  return std::nullopt;
}

}  // namespace muster
