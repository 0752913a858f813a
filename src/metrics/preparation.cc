#include "metrics/preparation.h"

#include <algorithm>
#include <cmath>

namespace muster {
namespace {

bool takes_raw_pixels(const Preprocessing& preprocessing) {
  return preprocessing.encoding == Encoding::kRawPixel || preprocessing.encoding == Encoding::kPixelMinus128;
}

/// The numbers that the pixels 0 and 255 come to.
struct PixelRange {
  double low = 0, high = 0;
};

/// One entry for all channels, or one a channel; not empty.
double of_channel(const std::vector<float>& values, std::size_t channel) {
  return static_cast<double>(values[std::min(channel, values.size() - 1)]);
}

/// What pixels of 0 to 255 stand for that go as they are into a tensor with that quantization.
PixelRange range_of_stored_pixels(const Quantization& quantization, Encoding encoding) {
  const double scale = static_cast<double>(quantization.scales[0]);
  const double zero_point = quantization.zero_points.empty() ? 0 : static_cast<double>(quantization.zero_points[0]);
  const double lowest = encoding == Encoding::kPixelMinus128 ? -128 : 0;
  return {scale * (lowest - zero_point), scale * (lowest + 255 - zero_point)};
}

/// nullopt: raw pixels of which the model does not say what they stand for.
std::optional<PixelRange> pixel_range(const Run& run, std::size_t channel) {
  const Preprocessing& p = *run.preprocessing;
  if (!takes_raw_pixels(p)) {
    if (p.mean.empty() || p.std.empty()) return std::nullopt;
    const double mean = of_channel(p.mean, channel), std = of_channel(p.std, channel);
    return PixelRange{-mean / std, (255 - mean) / std};
  }
  if (!run.model || run.model->inputs.empty()) return std::nullopt;
  const auto& image = run.model->image_input;
  if (image && !image->bias.empty()) {
    const double bias = of_channel(image->bias, channel);
    return PixelRange{bias, static_cast<double>(image->scale) * 255 + bias};
  }
  const auto& quantization = run.model->inputs[0].quantization;
  if (!quantization || quantization->scales.empty()) return std::nullopt;
  return range_of_stored_pixels(*quantization, p.encoding);
}

/// A quantized input's scale is calibrated on photos, so that raw pixels fit their numbers only roughly: within the
/// part of the span within which they are taken for raw pixels at all.
constexpr double kCalibration = 0.03;

bool same_numbers(const Run& reference, const Run& model) {
  const Preprocessing &a = *reference.preprocessing, &b = *model.preprocessing;
  if (takes_raw_pixels(a) == takes_raw_pixels(b)) return takes_raw_pixels(a) || (a.mean == b.mean && a.std == b.std);
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const auto one = pixel_range(reference, channel), other = pixel_range(model, channel);
    if (!one || !other) return false;
    const double slack = kCalibration * std::abs(one->high - one->low);
    if (std::abs(one->low - other->low) > slack || std::abs(one->high - other->high) > slack) return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> other_preparation(const Run& reference, const Run& model) {
  if (!reference.preprocessing || !model.preprocessing) return {};
  const Preprocessing &a = *reference.preprocessing, &b = *model.preprocessing;
  const bool same_pixels = to_string(a.crop) == to_string(b.crop) && a.resize == b.resize && a.colour == b.colour;
  if (same_pixels && same_numbers(reference, model)) return {};
  return {describe(a), describe(b)};
}

}  // namespace muster
