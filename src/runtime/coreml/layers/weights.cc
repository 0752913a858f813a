#include "runtime/coreml/layers/weights.h"

#include <fmt/format.h>

#include <cstring>
#include <openvino/core/type/float16.hpp>

namespace muster::layers {
namespace {

using CoreML::Specification::LinearQuantizationParams;
using CoreML::Specification::QuantizationParams;
using CoreML::Specification::WeightParams;

Result<std::vector<float>> read_half(const std::string& bytes, std::uint64_t count) {
  if (bytes.size() != count * 2) return malformed(fmt::format("{} bytes for {} half floats", bytes.size(), count));
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint16_t bits = 0;
    std::memcpy(&bits, bytes.data() + 2 * i, 2);
    values[i] = static_cast<float>(ov::float16::from_bits(bits));
  }
  return values;
}

/// Unsigned numbers of `bits` bits each, highest bits first.
std::vector<std::uint8_t> unpack(const std::string& bytes, std::uint64_t count, unsigned bits) {
  std::vector<std::uint8_t> numbers(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t first = i * bits;
    unsigned window = static_cast<std::uint8_t>(bytes[first / 8]) << 8;
    if (first / 8 + 1 < bytes.size()) window |= static_cast<std::uint8_t>(bytes[first / 8 + 1]);
    numbers[i] = static_cast<std::uint8_t>((window >> (16 - first % 8 - bits)) & ((1u << bits) - 1));
  }
  return numbers;
}

Result<std::vector<float>> look_up(const std::vector<std::uint8_t>& indices, const QuantizationParams& rule) {
  const auto& table = rule.lookuptablequantization().floatvalue();
  MUSTER_CHECK_OK(require_only(rule.lookuptablequantization(), {"floatValue"}));
  if (table.size() != 1 << rule.numberofbits())
    return malformed(fmt::format("a table of {} values for {} bits", table.size(), rule.numberofbits()));
  std::vector<float> values(indices.size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = table[indices[i]];
  return values;
}

/// numbers · scale + bias, with one scale, or one an index along the axis.
Result<std::vector<float>> scale(const std::vector<std::uint8_t>& numbers, const LinearQuantizationParams& rule,
                                 const Sizes& shape, std::size_t channel_axis) {
  MUSTER_CHECK_OK(require_only(rule, {"scale", "bias"}));
  const auto channels = static_cast<std::size_t>(shape[channel_axis]);
  const auto scales = static_cast<std::size_t>(rule.scale_size());
  if (scales != 1 && scales != channels) return malformed(fmt::format("{} scales for {} channels", scales, channels));
  if (rule.bias_size() != 0 && rule.bias_size() != rule.scale_size())
    return malformed(fmt::format("{} biases for {} scales", rule.bias_size(), scales));
  const std::uint64_t inner = element_count(std::span(shape).subspan(channel_axis + 1));
  std::vector<float> values(numbers.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto channel = static_cast<int>(scales == 1 ? 0 : i / inner % channels);
    const float bias = rule.bias_size() == 0 ? 0 : rule.bias(channel);
    values[i] = static_cast<float>(numbers[i]) * rule.scale(channel) + bias;
  }
  return values;
}

Result<std::vector<float>> read_quantized(const WeightParams& params, const Sizes& shape, std::size_t channel_axis) {
  const QuantizationParams& rule = params.quantization();
  MUSTER_CHECK_OK(require_only(rule, {"numberOfBits", "linearQuantization", "lookupTableQuantization"}));
  const std::uint64_t count = element_count(shape), bits = rule.numberofbits();
  if (bits < 1 || bits > 8) return malformed(fmt::format("{} bits a weight", bits));
  if (params.rawvalue().size() != (count * bits + 7) / 8)
    return malformed(fmt::format("{} bytes for {} weights of {} bits", params.rawvalue().size(), count, bits));
  const std::vector<std::uint8_t> numbers = unpack(params.rawvalue(), count, static_cast<unsigned>(bits));
  if (rule.has_lookuptablequantization()) return look_up(numbers, rule);
  if (rule.has_linearquantization()) return scale(numbers, rule.linearquantization(), shape, channel_axis);
  return malformed("no rule of quantization");
}

Result<std::vector<float>> read(const WeightParams& params, const Sizes& shape, std::size_t channel_axis) {
  // isUpdatable concerns training only.
  MUSTER_CHECK_OK(require_only(params, {"floatValue", "float16Value", "rawValue", "quantization", "isUpdatable"}));
  const std::uint64_t count = element_count(shape);
  if (count > kMostElements) return malformed("too many");
  const bool raw = !params.rawvalue().empty() || params.has_quantization();
  if ((params.floatvalue_size() != 0) + !params.float16value().empty() + raw > 1)
    return malformed("stored in more than one way");
  if (raw) return read_quantized(params, shape, channel_axis);
  if (!params.float16value().empty()) return read_half(params.float16value(), count);
  if (static_cast<std::uint64_t>(params.floatvalue_size()) != count)
    return malformed(fmt::format("{} values instead of {}", params.floatvalue_size(), count));
  return std::vector<float>(params.floatvalue().begin(), params.floatvalue().end());
}

}  // namespace

Result<std::vector<float>> read_weights(const WeightParams& params, const Sizes& shape, std::string_view field,
                                        std::size_t channel_axis) {
  auto values = read(params, shape, channel_axis);
  if (!values) return tl::unexpected(with_context(std::move(values).error(), field));
  return values;
}

Result<Blob> weights(const WeightParams& params, const Sizes& shape, std::string_view field, std::size_t channel_axis) {
  MUSTER_TRY(const std::vector<float> values, read_weights(params, shape, field, channel_axis));
  return numbers(values, shape);
}

}  // namespace muster::layers
