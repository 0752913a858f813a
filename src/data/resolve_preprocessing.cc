#include <fmt/format.h>

#include <array>
#include <span>

#include "base/text.h"
#include "data/load_preprocessing.h"
#include "data/resolve_normalisation.h"
#include "data/stated_parts.h"

namespace muster {
namespace {

const std::vector<std::string> kPresetNames{"pillow", "litert-eval", "torchvision", "stretch"};

/// What a preset says of each part. Only torchvision states a normalisation (ImageNet's, times 255).
Result<PreprocessingOptions> preset_parts(const std::string& name) {
  if (name.empty()) return PreprocessingOptions{};
  if (name == "pillow") return PreprocessingOptions{name, "central:0.875", "pillow-bilinear", "", "", {}, {}};
  if (name == "litert-eval")
    return PreprocessingOptions{name, "litert-central:0.875", "litert-bilinear", "", "", {}, {}};
  if (name == "torchvision")
    return PreprocessingOptions{
        name, "resize:256", "pillow-bilinear", "", "", {123.675F, 116.28F, 103.53F}, {58.395F, 57.12F, 57.375F}};
  if (name == "stretch") return PreprocessingOptions{name, "none", "pillow-bilinear", "", "", {}, {}};
  return fail(
      ErrorCode::kInvalidArgument,
      fmt::format("preprocessing preset {} is not known{}; there are pillow, litert-eval, torchvision and stretch",
                  in_quotes(name), did_you_mean(name, kPresetNames)));
}

template <class Value>
Result<void> resolve_word(std::span<const StatedPreprocessing> statements, std::string PreprocessingOptions::*part,
                          Result<Value> (*parse)(std::string_view), Value& value, Source& source) {
  const auto stated = first_stated(statements, part);
  if (!stated) return {};
  auto parsed = parse(stated->value);
  if (!parsed) return tl::unexpected(with_context(parsed.error(), to_string(stated->source)));
  value = *parsed;
  source = stated->source;
  return {};
}

/// An image input takes pixels in its own order, and normalises them inside the model.
Result<void> resolve_image_input(const PreprocessingOptions& stated, std::string_view source, const ImageInput& input,
                                 Preprocessing& preprocessing) {
  const auto refuse = [&](std::string_view what) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}: {}; leave it out", source, what));
  };
  if (!stated.mean.empty() || !stated.std.empty())
    return refuse("mean and std are inside this model, which takes pixels from 0 to 255");
  preprocessing.colour = input.colour == "bgr" ? Colour::kBgr : Colour::kRgb;
  if (!stated.colour.empty() && stated.colour != to_string(preprocessing.colour))
    return refuse(fmt::format("this model takes its channels as {}", to_string(preprocessing.colour)));
  preprocessing.mean = {0};
  preprocessing.std = {1};
  preprocessing.encoding = Encoding::kRawPixel;
  preprocessing.colour_source = preprocessing.mean_source = preprocessing.std_source = Source::kMetadata;
  return {};
}

}  // namespace

Result<Preprocessing> resolve_preprocessing(const PreprocessingOptions& options, const Sidecar& sidecar,
                                            const Model& model) {
  if (model.inputs.empty()) return fail(ErrorCode::kUnsupported, "the model has no input");
  const ElementType type = model.inputs.front().element_type;
  if (!is_quantized(type) && type != ElementType::kFloat32 && type != ElementType::kFloat16)
    return fail(ErrorCode::kUnsupported, fmt::format("an input of {} holds no photo", to_string(type)));
  MUSTER_TRY(PreprocessingOptions preset, preset_parts(options.preset));
  MUSTER_TRY(PreprocessingOptions sidecar_preset, preset_parts(sidecar.preprocessing.preset));
  if (!options.preset.empty()) sidecar_preset = {};  // one preset holds, the user's before the sidecar's
  const std::array<StatedPreprocessing, 4> statements{{{options, Source::kOption},
                                                       {std::move(preset), Source::kPreset},
                                                       {sidecar.preprocessing, Source::kSidecar},
                                                       {std::move(sidecar_preset), Source::kSidecar}}};
  Preprocessing preprocessing;
  preprocessing.preset = options.preset.empty() ? sidecar.preprocessing.preset : options.preset;
  MUSTER_CHECK_OK(
      resolve_word(statements, &PreprocessingOptions::crop, parse_crop, preprocessing.crop, preprocessing.crop_source));
  MUSTER_CHECK_OK(resolve_word(statements, &PreprocessingOptions::resize, parse_resize, preprocessing.resize,
                               preprocessing.resize_source));
  MUSTER_CHECK_OK(resolve_word(statements, &PreprocessingOptions::colour, parse_colour, preprocessing.colour,
                               preprocessing.colour_source));
  MUSTER_CHECK_OK(resolve_word(statements, &PreprocessingOptions::orientation, parse_orientation,
                               preprocessing.orientation, preprocessing.orientation_source));
  if (preprocessing.colour_source == Source::kDefault && !preprocessing.preset.empty())
    preprocessing.colour_source = options.preset.empty() ? Source::kSidecar : Source::kPreset;  // all are of RGB
  if (!model.image_input) {
    MUSTER_CHECK_OK(resolve_normalisation(statements, model, preprocessing));
    return preprocessing;
  }
  MUSTER_CHECK_OK(resolve_image_input(options, to_string(Source::kOption), *model.image_input, preprocessing));
  MUSTER_CHECK_OK(
      resolve_image_input(sidecar.preprocessing, to_string(Source::kSidecar), *model.image_input, preprocessing));
  return preprocessing;
}

}  // namespace muster
