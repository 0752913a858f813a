#include "metrics/preparation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/pixel_range.h"

namespace muster {
namespace {

/// One entry for all channels, or one a channel; not empty.
double of_channel(const std::vector<float>& values, std::size_t channel) {
  return static_cast<double>(values[std::min(channel, values.size() - 1)]);
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
  const auto zero_point = quantization->zero_points.empty() ? 0 : quantization->zero_points[0];
  return range_of_raw_pixels(static_cast<double>(quantization->scales[0]), static_cast<double>(zero_point), p.encoding);
}

bool same_numbers(const Run& reference, const Run& model) {
  const Preprocessing &a = *reference.preprocessing, &b = *model.preprocessing;
  if (takes_raw_pixels(a) == takes_raw_pixels(b)) return takes_raw_pixels(a) || (a.mean == b.mean && a.std == b.std);
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const auto one = pixel_range(reference, channel), other = pixel_range(model, channel);
    if (!one || !other || !nearly(*other, *one)) return false;
  }
  return true;
}

/// The rule, and what the network does to the pixels first.
std::string shown(const Run& run) {
  std::string rule = describe(*run.preprocessing);
  const auto* image = run.model && run.model->image_input ? &*run.model->image_input : nullptr;
  if (image == nullptr || !takes_raw_pixels(*run.preprocessing)) return rule;
  if (image->scale == 1 && image->bias.empty()) return rule;
  rule += fmt::format(" × {:.6g}", image->scale);
  if (!image->bias.empty()) rule += fmt::format(" + ({:.6g})", fmt::join(image->bias, ", "));
  return rule + " inside the model";
}

}  // namespace

std::vector<std::string> other_preparation(const Run& reference, const Run& model) {
  if (!reference.preprocessing || !model.preprocessing) return {};
  const Preprocessing &a = *reference.preprocessing, &b = *model.preprocessing;
  const bool same_pixels = to_string(a.crop) == to_string(b.crop) && a.resize == b.resize && a.colour == b.colour &&
                           a.orientation == b.orientation;
  if (same_pixels && same_numbers(reference, model)) return {};
  return {shown(reference), shown(model)};
}

}  // namespace muster
