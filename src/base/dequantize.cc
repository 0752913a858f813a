#include "base/dequantize.h"

#include <fmt/format.h>

#include <cstring>

namespace muster {
namespace {

template <class Stored>
std::vector<float> dequantize_as(std::span<const std::byte> bytes, float scale, std::int64_t zero_point) {
  std::vector<float> scores(bytes.size() / sizeof(Stored));
  for (std::size_t i = 0; i < scores.size(); ++i) {
    Stored stored;
    std::memcpy(&stored, bytes.data() + i * sizeof(Stored), sizeof(Stored));
    scores[i] = scale * static_cast<float>(static_cast<std::int64_t>(stored) - zero_point);
  }
  return scores;
}

}  // namespace

Result<std::vector<float>> dequantize(const TensorSpec& output, std::span<const std::byte> bytes) {
  float scale = 1;
  std::int64_t zero_point = 0;
  if (output.quantization && !output.quantization->scales.empty()) {
    scale = output.quantization->scales.front();
    if (!output.quantization->zero_points.empty()) zero_point = output.quantization->zero_points.front();
  }
  switch (output.element_type) {
    case ElementType::kUInt8:
      return dequantize_as<std::uint8_t>(bytes, scale, zero_point);
    case ElementType::kInt8:
      return dequantize_as<std::int8_t>(bytes, scale, zero_point);
    case ElementType::kInt16:
      return dequantize_as<std::int16_t>(bytes, scale, zero_point);
    case ElementType::kFloat32: {
      std::vector<float> scores(bytes.size() / sizeof(float));
      std::memcpy(scores.data(), bytes.data(), scores.size() * sizeof(float));
      return scores;
    }
    default:
      return fail(ErrorCode::kUnsupported,
                  fmt::format("output '{}' is {}, which holds no scores", output.name, to_string(output.element_type)));
  }
}

}  // namespace muster
