#include "image/clipped.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace muster {
namespace {

/// The lowest and highest number of an integer type.
struct Span {
  double low = 0, high = 0;
};

std::optional<Span> span_of(ElementType type) {
  switch (type) {
    case ElementType::kUInt8:
      return Span{0, 255};
    case ElementType::kInt8:
      return Span{-128, 127};
    case ElementType::kInt16:
      return Span{-32768, 32767};
    default:
      return std::nullopt;
  }
}

}  // namespace

double clipped_share(const Pixels& pixels, const Preprocessing& preprocessing, const TensorSpec& input) {
  constexpr double kSlack = 0.03;
  const auto span = span_of(input.element_type);
  const auto channels = static_cast<std::size_t>(pixels.channels);
  const auto &mean = preprocessing.mean, &std = preprocessing.std;
  const auto& quantization = input.quantization;
  const bool usable = span && quantization && quantization->scales.size() == 1 &&
                      quantization->zero_points.size() == 1 && quantization->scales[0] > 0 && channels > 0 &&
                      !mean.empty() && !std.empty();
  if (preprocessing.encoding != Encoding::kQuantized || !usable || pixels.values.empty()) return 0;
  const double scale = static_cast<double>(quantization->scales[0]);
  const auto zero_point = static_cast<double>(quantization->zero_points[0]);
  const double slack = kSlack * (span->high - span->low);
  std::uint64_t clipped = 0;
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const double m = static_cast<double>(mean[channel % mean.size()]);
    const double s = static_cast<double>(std[channel % std.size()]);
    for (std::size_t i = channel; i < pixels.values.size(); i += channels) {
      const double number = (static_cast<double>(pixels.values[i]) - m) / s / scale + zero_point;
      if (number < span->low - slack || number > span->high + slack) ++clipped;
    }
  }
  return static_cast<double>(clipped) / static_cast<double>(pixels.values.size());
}

}  // namespace muster
