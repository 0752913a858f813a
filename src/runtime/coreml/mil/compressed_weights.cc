// Weights that are stored in fewer bits, restored to float32 when the model is opened.
#include <fmt/format.h>

#include "runtime/coreml/mil/operators.h"

namespace muster::mil {
namespace {

std::shared_ptr<ops::Constant> constant_of(const Node& node) {
  return ov::as_type_ptr<ops::Constant>(node.get_node_shared_ptr());
}

Node made(const ov::Shape& shape, const std::vector<float>& values) {
  return ops::Constant::create(ov::element::f32, shape, values)->output(0);
}

std::size_t size_of(const std::shared_ptr<ops::Constant>& values) {
  return ov::shape_size(values->get_shape());
}

/// A shape stated as a value.
std::optional<ov::Shape> stated_shape(Operation& op) {
  const auto sizes = op.integers("shape");
  const ov::Shape shape(sizes.begin(), sizes.end());
  if (std::ranges::all_of(sizes, [](std::int64_t size) { return size > 0; }) && element_count(shape) <= kMostElements)
    return shape;
  op.malformed("'shape' is not positive, or far too large");
  return std::nullopt;
}

/// Whether bit `i` of bytes, lowest first, is set.
bool bit(const std::vector<std::uint8_t>& bytes, std::size_t i) {
  return (bytes[i / 8] >> (i % 8) & 1U) != 0;
}

std::vector<float> spread(const std::vector<float>& nonzero, std::size_t count, const auto& is_set, Operation& op) {
  std::vector<float> dense(count, 0.0F);
  std::size_t next = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_set(i)) continue;
    if (next < nonzero.size()) dense[i] = nonzero[next];
    ++next;
  }
  if (next != nonzero.size()) op.malformed(fmt::format("the mask has {} places for {} values", next, nonzero.size()));
  return dense;
}

/// One scale for a block of numbers along each dimension.
struct Blocks {
  std::vector<std::size_t> data, scale;

  /// Whether each dimension of the data is a multiple of the scale's.
  [[nodiscard]] bool fit() const {
    if (data.size() != scale.size()) return false;
    for (std::size_t i = 0; i < data.size(); ++i)
      if (scale[i] == 0 || data[i] % scale[i] != 0) return false;
    return true;
  }

  /// Whether the scale varies along no dimension in blocks of several numbers (one a channel, or one for all).
  [[nodiscard]] bool are_whole() const {
    for (std::size_t i = 0; i < data.size(); ++i)
      if (scale[i] != 1 && scale[i] != data[i]) return false;
    return true;
  }

  /// The scale's index for number `i` of the data.
  [[nodiscard]] std::size_t index(std::size_t i) const {
    std::size_t result = 0, stride = 1;
    for (std::size_t d = data.size(); d-- > 0;) {
      result += i % data[d] / (data[d] / scale[d]) * stride;
      stride *= scale[d];
      i /= data[d];
    }
    return result;
  }
};

}  // namespace

/// (quantized − zero point) × scale, one of both for all or for each index along `axis`
Nodes constexpr_affine_dequantize(Operation& op) {
  const auto data = constant_of(op.tensor("quantized_data"));
  const auto scale = op.numbers("scale"), zero_point = op.numbers("zero_point");
  if (!data) return {op.unsupported("'quantized_data' is no constant")};
  const auto axis = static_cast<std::size_t>(op.axis("axis", data->output(0)));
  const std::vector<std::size_t> shape = data->get_shape();
  const std::size_t count = size_of(data), along = shape.empty() ? 1 : shape[axis];
  const auto fits = [&](std::size_t size) { return size == 1 || size == along; };
  if (!fits(scale.size()) || !fits(zero_point.size())) return {op.malformed("scale or zero point do not fit the axis")};
  std::size_t inner = 1;
  for (std::size_t d = axis + 1; d < shape.size(); ++d) inner *= shape[d];
  std::vector<float> values = data->cast_vector<float>();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t channel = i / inner % along;
    values[i] = (values[i] - zero_point[channel % zero_point.size()]) * scale[channel % scale.size()];
  }
  return {made(shape, values)};
}

/// Two forms: indices packed in bytes with a stated shape, or (iOS 18) indices and tables as tensors.
Nodes constexpr_lut_to_dense(Operation& op) {
  const auto indices = constant_of(op.tensor("indices")), table = constant_of(op.tensor("lut"));
  if (!indices || !table) return {op.unsupported("indices or table are no constants")};
  const std::vector<float> entries = table->cast_vector<float>();
  if (op.has("shape")) {
    const auto shape = stated_shape(op);
    if (!shape) return {constant(0.0F)};
    const std::size_t count = ov::shape_size(*shape);
    unsigned bits = 0;
    while ((std::size_t{1} << bits) < entries.size()) ++bits;
    const auto packed = indices->cast_vector<std::uint8_t>();
    if (bits < 1 || bits > 8 || entries.size() != std::size_t{1} << bits || packed.size() < (count * bits + 7) / 8)
      return {op.malformed("the table has no power of two of entries, or there are too few indices")};
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) {
      unsigned index = 0;
      for (unsigned b = 0; b < bits; ++b) index |= static_cast<unsigned>(bit(packed, i * bits + b)) << b;
      values[i] = entries[index];
    }
    return {made(*shape, values)};
  }
  if (op.has("vector_axis")) return {op.unsupported("tables of vectors ('vector_axis') are not supported")};
  const ov::Shape shape = indices->get_shape();
  std::vector<std::size_t> tables = table->get_shape();  // …, entries, 1
  if (tables.size() != shape.size() + 2 || tables.back() != 1) return {op.malformed("a table of another shape")};
  const std::size_t size = tables[tables.size() - 2];
  tables.resize(shape.size());
  const Blocks blocks{shape, tables};
  if (!blocks.fit()) return {op.malformed("the tables do not fit the indices")};
  const auto numbers = indices->cast_vector<std::uint32_t>();
  std::vector<float> values(numbers.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (numbers[i] >= size) return {op.malformed("an index beyond its table")};
    values[i] = entries[blocks.index(i) * size + numbers[i]];
  }
  return {made(shape, values)};
}

/// Two forms: a packed mask with a stated shape, or (iOS 18) a mask as tensor of single bits.
Nodes constexpr_sparse_to_dense(Operation& op) {
  const auto mask = constant_of(op.tensor("mask"));
  const std::vector<float> nonzero = op.numbers("nonzero_data");
  if (!mask) return {op.unsupported("'mask' is no constant")};
  const auto bytes = mask->cast_vector<std::uint8_t>();
  if (!op.has("shape")) {
    const auto is_set = [&](std::size_t i) { return bytes[i] != 0; };
    return {made(mask->get_shape(), spread(nonzero, bytes.size(), is_set, op))};
  }
  const auto shape = stated_shape(op);
  if (!shape) return {constant(0.0F)};
  const std::size_t count = ov::shape_size(*shape);
  if (bytes.size() < (count + 7) / 8) return {op.malformed("the mask is too short")};
  return {made(*shape, spread(
                           nonzero, count, [&](std::size_t i) { return bit(bytes, i); }, op))};
}

/// float16 weights, which are float32 here from the start
Nodes constexpr_cast(Operation& op) {
  const Node value = op.tensor("source_val");
  if (op.text("output_dtype") != "fp32") return {op.unsupported("an 'output_dtype' other than fp32")};
  return {value};
}

/// (data − offset) × scale (iOS 18)
Nodes constexpr_blockwise_shift_scale(Operation& op) {
  const auto data = constant_of(op.tensor("data")), scale = constant_of(op.tensor("scale"));
  if (!data || !scale) return {op.unsupported("data or scale are no constants")};
  const Blocks blocks{data->get_shape(), scale->get_shape()};
  if (!blocks.fit()) return {op.malformed("the scale does not fit the data")};
  if (!blocks.are_whole())
    return {op.unsupported("block-wise quantization (several scales along one dimension) is not supported yet")};
  std::vector<float> values = data->cast_vector<float>();
  const std::vector<float> scales = scale->cast_vector<float>();
  std::vector<float> offsets(scales.size(), 0.0F);
  if (op.has("offset")) offsets = op.numbers("offset");
  if (offsets.size() != scales.size()) return {op.malformed("offset and scale differ in size")};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t block = blocks.index(i);
    values[i] = (values[i] - offsets[block]) * scales[block];
  }
  return {made(data->get_shape(), values)};
}

}  // namespace muster::mil
