#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

#include "image/prepare.h"

namespace muster {
namespace {

/// Mean and std spread over one row of pixels, so that the inner loop is one straight line.
struct Normaliser {
  std::vector<float> mean, std;
};

Result<Normaliser> normaliser(const Preprocessing& preprocessing, const Pixels& pixels) {
  const auto channels = static_cast<std::size_t>(pixels.channels);
  const auto fits = [&](std::size_t size) { return size == 1 || size == channels; };
  const auto is_finite = [](float value) { return std::isfinite(value); };
  const auto &mean = preprocessing.mean, &std = preprocessing.std;
  if (!fits(mean.size()) || !fits(std.size()))
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} means and {} stds for {} channels; give one, or one a channel", mean.size(), std.size(),
                            channels));
  if (!std::ranges::all_of(mean, is_finite) || !std::ranges::all_of(std, is_finite) ||
      std::ranges::count(std, 0.0F) > 0)
    return fail(ErrorCode::kInvalidArgument, "mean and std must be finite, and std not zero");
  Normaliser row;
  for (std::size_t i = 0; i < static_cast<std::size_t>(pixels.width) * channels; ++i) {
    row.mean.push_back(mean[i % channels % mean.size()]);
    row.std.push_back(std[i % channels % std.size()]);
  }
  return row;
}

/// Calls write(pixels of a row, normalised; bytes of that row in the tensor) row by row.
void for_each_row(const Pixels& pixels, const Normaliser& row, std::span<std::byte> tensor, auto write) {
  const std::size_t width = row.mean.size(), rows = pixels.values.size() / width;
  std::vector<float> values(width);
  for (std::size_t y = 0; y < rows; ++y) {
    const float* from = pixels.values.data() + y * width;
    for (std::size_t x = 0; x < width; ++x) values[x] = (from[x] - row.mean[x]) / row.std[x];
    write(values, tensor.subspan(y * tensor.size() / rows, tensor.size() / rows));
  }
}

template <class Number>
void put(const std::vector<float>& values, std::span<std::byte> tensor, auto convert) {
  std::byte* to = tensor.data();
  for (const float value : values) {
    const Number number = convert(value);
    std::memcpy(to, &number, sizeof number);
    to += sizeof number;
  }
}

/// round(value / scale) + zero_point, half away from zero, clamped to the type.
template <class Number>
void encode_quantized(const Pixels& pixels, const Normaliser& row, const Quantization& quantization,
                      std::span<std::byte> tensor) {
  const float scale = quantization.scales[0];
  const auto zero_point = static_cast<float>(quantization.zero_points[0]);
  constexpr float kLow = std::numeric_limits<Number>::min(), kHigh = std::numeric_limits<Number>::max();
  for_each_row(pixels, row, tensor, [&](const std::vector<float>& values, std::span<std::byte> bytes) {
    put<Number>(values, bytes, [&](float value) {
      return static_cast<Number>(std::clamp(std::round(value / scale) + zero_point, kLow, kHigh));
    });
  });
}

Result<void> encode_quantized(const Pixels& pixels, const Normaliser& row, const TensorSpec& input,
                              std::span<std::byte> tensor) {
  const auto& quantization = input.quantization;
  if (!quantization || quantization->scales.size() != 1 || quantization->zero_points.size() != 1 ||
      !(quantization->scales[0] > 0) || !std::isfinite(quantization->scales[0]))
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("input '{}' states no single positive scale and zero point to quantize with", input.name));
  switch (input.element_type) {
    case ElementType::kUInt8:
      encode_quantized<std::uint8_t>(pixels, row, *quantization, tensor);
      return {};
    case ElementType::kInt8:
      encode_quantized<std::int8_t>(pixels, row, *quantization, tensor);
      return {};
    case ElementType::kInt16:
      encode_quantized<std::int16_t>(pixels, row, *quantization, tensor);
      return {};
    default:
      break;
  }
  return fail(ErrorCode::kUnsupported,
              fmt::format("quantized inputs of type {} are not supported", to_string(input.element_type)));
}

/// Without mean and std the fraction that litert-bilinear leaves is cut towards zero, after 128 is taken
/// off for int8: so do LiteRT's evaluation tools. Other resizes leave none.
void encode_raw(const std::vector<float>& values, ElementType type, std::span<std::byte> tensor) {
  if (type == ElementType::kInt8)
    put<std::int8_t>(values, tensor, [](float value) { return static_cast<std::int8_t>(value - 128); });
  else
    put<std::uint8_t>(values, tensor, [](float value) { return static_cast<std::uint8_t>(value); });
}

/// Pixel after pixel becomes plane after plane.
void move_channels_first(std::span<std::byte> tensor, std::size_t channels, std::size_t element_bytes) {
  const std::vector<std::byte> pixels(tensor.begin(), tensor.end());
  const std::size_t count = pixels.size() / element_bytes / channels;
  std::byte* to = tensor.data();
  for (std::size_t channel = 0; channel < channels; ++channel)
    for (std::size_t i = 0; i < count; ++i, to += element_bytes)
      std::memcpy(to, pixels.data() + (i * channels + channel) * element_bytes, element_bytes);
}

/// The type that an encoding writes; kOther: whatever the tensor's quantization says.
ElementType type_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::kFloat:
      return ElementType::kFloat32;
    case Encoding::kRawPixel:
      return ElementType::kUInt8;
    case Encoding::kPixelMinus128:
      return ElementType::kInt8;
    case Encoding::kQuantized:
      break;
  }
  return ElementType::kOther;
}

Result<void> encode_pixels(const Pixels& pixels, const Preprocessing& preprocessing, const TensorSpec& input,
                           std::span<std::byte> tensor) {
  const ElementType type = type_of(preprocessing.encoding);
  const bool byte_as_it_is = preprocessing.encoding == Encoding::kRawPixel && input.element_type == ElementType::kInt8;
  if (type != ElementType::kOther && type != input.element_type && !byte_as_it_is)
    return fail(ErrorCode::kUnsupported,
                fmt::format("input '{}' is {}, which the encoding '{}' cannot fill", input.name,
                            to_string(input.element_type), to_string(preprocessing.encoding)));
  if (preprocessing.encoding == Encoding::kRawPixel || preprocessing.encoding == Encoding::kPixelMinus128) {
    encode_raw(pixels.values, type, tensor);
    return {};
  }
  MUSTER_TRY(const Normaliser row, normaliser(preprocessing, pixels));
  if (preprocessing.encoding == Encoding::kQuantized) return encode_quantized(pixels, row, input, tensor);
  for_each_row(pixels, row, tensor, [](const std::vector<float>& values, std::span<std::byte> bytes) {
    std::memcpy(bytes.data(), values.data(), bytes.size());
  });
  return {};
}

}  // namespace

Result<void> encode_input(const Pixels& pixels, const Preprocessing& preprocessing, const TensorSpec& input,
                          std::span<std::byte> tensor) {
  const auto photo_bytes = static_cast<std::uint64_t>(pixels.values.size()) *
                           static_cast<std::uint64_t>(element_bits(input.element_type)) / 8;
  if (byte_count(input) != tensor.size() || photo_bytes != tensor.size())
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("input '{}' has {} bytes and the photo {}, into a tensor of {}", input.name,
                            byte_count(input), photo_bytes, tensor.size()));
  MUSTER_CHECK_OK(encode_pixels(pixels, preprocessing, input, tensor));
  if (input.channels_first)
    move_channels_first(tensor, static_cast<std::size_t>(pixels.channels),
                        static_cast<std::size_t>(element_bits(input.element_type)) / 8);
  return {};
}

}  // namespace muster
