#include "data/resolve_normalisation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>

#include "base/pixel_range.h"

namespace muster {
namespace {

tl::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

Result<void> check_normalisation(const std::vector<float>& mean, const std::vector<float>& std, Source source,
                                 std::int64_t channels) {
  const auto wrong = [&](std::string_view what) { return invalid(fmt::format("{}: {}", to_string(source), what)); };
  const auto fits = [&](const std::vector<float>& values) {
    return values.size() == 1 || static_cast<std::int64_t>(values.size()) == channels;
  };
  const auto finite = [](float value) { return std::isfinite(value); };
  if (!fits(mean) || !fits(std))
    return wrong(fmt::format("{} means and {} stds for an input of {} channels; give one, or one a channel",
                             mean.size(), std.size(), channels));
  if (!std::ranges::all_of(mean, finite) || !std::ranges::all_of(std, finite))
    return wrong("mean and std must be finite numbers");
  if (std::ranges::find(std, 0.0F) != std.end()) return wrong("a std of 0 divides by zero");
  return {};
}

/// The input tensor's own quantization; a plain integer input stands for its numbers themselves.
struct InputScale {
  double scale = 1;
  double zero_point = 0;
  bool stated = false;  ///< by the model
};

std::optional<InputScale> input_scale(const TensorSpec& input) {
  if (!input.quantization || input.quantization->scales.empty()) return InputScale{};
  const Quantization& quantization = *input.quantization;
  if (quantization.scales.size() > 1 || quantization.zero_points.size() > 1) return std::nullopt;
  const double scale = static_cast<double>(quantization.scales[0]);
  if (!std::isfinite(scale) || scale <= 0) return std::nullopt;
  return InputScale{scale, quantization.zero_points.empty() ? 0 : static_cast<double>(quantization.zero_points[0]),
                    true};
}

/// How the raw pixel becomes the stored number; nullopt: the type does not hold a pixel's 256 values as they are.
std::optional<Encoding> pixel_encoding(ElementType type) {
  if (type == ElementType::kUInt8) return Encoding::kRawPixel;
  if (type == ElementType::kInt8) return Encoding::kPixelMinus128;
  return std::nullopt;
}

/// Whether the 256 stored values stand for [0, 1], [-1, 1] or [0, 255], within 3 % of that span.
bool maps_pixels(const InputScale& input, Encoding encoding) {
  const PixelRange range = range_of_raw_pixels(input.scale, input.zero_point, encoding);
  return std::ranges::any_of(std::array<PixelRange, 3>{{{0, 1}, {-1, 1}, {0, 255}}},
                             [&](const PixelRange& usual) { return nearly(range, usual); });
}

bool is_identity(const Preprocessing& p) {
  return std::ranges::all_of(p.mean, [](float m) { return m == 0.0F; }) &&
         std::ranges::all_of(p.std, [](float s) { return s == 1.0F; });
}

/// A quantized input for which nobody states mean and std.
Result<void> resolve_raw_pixels(const TensorSpec& input, Preprocessing& preprocessing) {
  const auto scale = input_scale(input);
  const auto encoding = pixel_encoding(input.element_type);
  if (!scale || !encoding || !maps_pixels(*scale, *encoding))
    return invalid(fmt::format(
        "the input is {} and its scale{} fits none of [0, 1], [-1, 1] and [0, 255], so how it wants "
        "its pixels is unknown: give --mean and --std (0 to 255 scale; as --preprocess torchvision), or --mean raw",
        to_string(input.element_type),
        scale ? fmt::format(" {:.6g} with zero point {}", scale->scale, scale->zero_point) : ""));
  preprocessing.encoding = *encoding;
  preprocessing.mean = {0};
  preprocessing.std = {1};
  preprocessing.mean_source = preprocessing.std_source = Source::kQuantization;
  return {};
}

/// Pixels as they are, because someone says so.
Result<void> state_raw_pixels(const TensorSpec& input, Source source, Preprocessing& preprocessing) {
  const auto encoding = is_quantized(input.element_type) ? pixel_encoding(input.element_type) : Encoding::kFloat;
  if (!encoding)
    return invalid(fmt::format("{}: mean raw is for inputs of float, uint8 and int8, and this one is {}",
                               to_string(source), to_string(input.element_type)));
  preprocessing.encoding = *encoding;
  preprocessing.mean = {0};
  preprocessing.std = {1};
  preprocessing.mean_source = preprocessing.std_source = source;
  return {};
}

/// A quantized input with mean and std stated.
Result<void> resolve_quantized(const TensorSpec& input, Preprocessing& preprocessing) {
  const auto scale = input_scale(input);
  preprocessing.encoding = Encoding::kQuantized;
  if (scale && scale->stated) return {};
  if (scale && input.element_type == ElementType::kUInt8 && is_identity(preprocessing)) {
    preprocessing.encoding = Encoding::kRawPixel;
    return {};
  }
  return invalid(
      fmt::format("the input is {} without one scale for the whole tensor, so mean and std cannot be applied: "
                  "leave them out, or say --mean raw",
                  to_string(input.element_type)));
}

}  // namespace

bool is_quantized(ElementType type) {
  return type == ElementType::kUInt8 || type == ElementType::kInt8 || type == ElementType::kInt16 ||
         type == ElementType::kUInt16;
}

Result<void> resolve_normalisation(std::span<const StatedPreprocessing> statements, const Model& model,
                                   Preprocessing& preprocessing) {
  const TensorSpec& input = model.inputs.front();
  const auto size = image_size(input);
  const std::int64_t channels = size ? size->channels : 1;
  const auto raw = std::ranges::find_if(statements, [](const auto& one) { return !one.parts.pixels.empty(); });
  const auto numbers = std::ranges::find_if(
      statements, [](const auto& one) { return !one.parts.mean.empty() || !one.parts.std.empty(); });
  if (raw != statements.end() && raw == numbers)
    return invalid(fmt::format("{}: mean raw takes the pixels as they are; leave std out", to_string(raw->source)));
  if (raw < numbers) return state_raw_pixels(input, raw->source, preprocessing);
  statements = statements.first(static_cast<std::size_t>(raw - statements.begin()));
  const auto mean = first_stated(statements, &PreprocessingOptions::mean);
  const auto std = first_stated(statements, &PreprocessingOptions::std);
  if (mean.has_value() != std.has_value())
    return invalid(fmt::format("{}: {} is given without {}; give both", to_string((mean ? mean : std)->source),
                               mean ? "mean" : "std", mean ? "std" : "mean"));
  const bool quantized = is_quantized(input.element_type);
  if (mean) {
    preprocessing.mean = mean->value, preprocessing.std = std->value;
    preprocessing.mean_source = mean->source, preprocessing.std_source = std->source;
  } else if (quantized) {
    return resolve_raw_pixels(input, preprocessing);
  } else if (model.normalisation) {
    preprocessing.mean = model.normalisation->mean, preprocessing.std = model.normalisation->std;
    preprocessing.mean_source = preprocessing.std_source = Source::kMetadata;
  }
  const Source last_word = std::max(preprocessing.mean_source, preprocessing.std_source);
  MUSTER_CHECK_OK(check_normalisation(preprocessing.mean, preprocessing.std, last_word, channels));
  if (quantized) return resolve_quantized(input, preprocessing);
  return {};
}

}  // namespace muster
