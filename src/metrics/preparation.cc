#include "metrics/preparation.h"

#include <algorithm>
#include <cmath>

namespace muster {
namespace {

bool takes_raw_pixels(const Preprocessing& preprocessing) {
  return preprocessing.encoding == Encoding::kRawPixel || preprocessing.encoding == Encoding::kPixelMinus128;
}

/// The numbers that the pixels 0 and 255 come to, and how finely the input tells numbers apart.
struct PixelRange {
  double low = 0, high = 0, step = 0;
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
  return {scale * (lowest - zero_point), scale * (lowest + 255 - zero_point), scale};
}

/// nullopt: raw pixels of which the model does not say what they stand for.
std::optional<PixelRange> pixel_range(const Run& run, std::size_t channel) {
  const Preprocessing& p = *run.preprocessing;
  const TensorSpec input = run.model && !run.model->inputs.empty() ? run.model->inputs[0] : TensorSpec{};
  const bool quantized = input.quantization && !input.quantization->scales.empty();
  if (!takes_raw_pixels(p)) {
    if (p.mean.empty() || p.std.empty()) return std::nullopt;
    const double mean = of_channel(p.mean, channel), std = of_channel(p.std, channel);
    return PixelRange{-mean / std, (255 - mean) / std,
                      quantized ? static_cast<double>(input.quantization->scales[0]) : 0};
  }
  if (run.model && run.model->image_input && !run.model->image_input->bias.empty()) {
    const double bias = of_channel(run.model->image_input->bias, channel);
    return PixelRange{bias, static_cast<double>(run.model->image_input->scale) * 255 + bias, 0};
  }
  if (!quantized) return std::nullopt;
  return range_of_stored_pixels(*input.quantization, p.encoding);
}

bool same_numbers(const Run& reference, const Run& model) {
  const Preprocessing &a = *reference.preprocessing, &b = *model.preprocessing;
  if (takes_raw_pixels(a) && takes_raw_pixels(b)) return true;
  if (takes_raw_pixels(a) == takes_raw_pixels(b) && a.mean == b.mean && a.std == b.std) return true;
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const auto one = pixel_range(reference, channel), other = pixel_range(model, channel);
    if (!one || !other) return false;
    const double step = std::max(one->step, other->step) * 1.001 + 1e-6;  // the numbers were rounded to float32
    if (std::abs(one->low - other->low) > step || std::abs(one->high - other->high) > step) return false;
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
