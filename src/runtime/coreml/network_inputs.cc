#include "runtime/coreml/network_inputs.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace muster {
namespace {

using CoreML::Specification::ArrayFeatureType;
using CoreML::Specification::FeatureDescription;
using CoreML::Specification::ImageFeatureType;
using CoreML::Specification::NeuralNetworkImageScaler;
using CoreML::Specification::NeuralNetworkPreprocessing;
using layers::Blob;
using layers::make;
using layers::malformed;
using layers::Sizes;
using layers::unsupported;

namespace op = ov::opset13;

/// One bias a channel, in the order in which the image's colours stand.
std::vector<float> biases_of(const NeuralNetworkImageScaler& scaler, ImageFeatureType::ColorSpace colours) {
  if (colours == ImageFeatureType::GRAYSCALE) return {scaler.graybias()};
  if (colours == ImageFeatureType::BGR) return {scaler.bluebias(), scaler.greenbias(), scaler.redbias()};
  return {scaler.redbias(), scaler.greenbias(), scaler.bluebias()};
}

Result<Blob> scaled(const Blob& x, const NeuralNetworkImageScaler& scaler, ImageFeatureType::ColorSpace colours) {
  MUSTER_CHECK_OK(layers::require_only(scaler, {"channelScale", "redBias", "greenBias", "blueBias", "grayBias"}));
  if (scaler.channelscale() == 0) return unsupported("a channelScale of 0");
  const std::vector<float> biases = biases_of(scaler, colours);
  const Blob shift = layers::numbers(biases, {static_cast<std::int64_t>(biases.size()), 1, 1});
  return make<op::Add>(layers::linear(x, scaler.channelscale(), 0), shift);
}

Result<Blob> preprocess(const Blob& x, const NeuralNetworkPreprocessing& step, ImageFeatureType::ColorSpace colours) {
  MUSTER_CHECK_OK(layers::require_only(step, {"featureName", "scaler", "meanImage"}));
  if (step.has_scaler()) return scaled(x, step.scaler(), colours);
  MUSTER_CHECK_OK(layers::require_only(step.meanimage(), {"meanImage"}));
  const auto& mean = step.meanimage().meanimage();
  const Sizes shape = layers::shape_of(x);
  if (static_cast<std::uint64_t>(mean.size()) != element_count(shape))
    return malformed(fmt::format("a mean image of {} values", mean.size()));
  return make<op::Subtract>(x, layers::numbers({mean.begin(), mean.end()}, shape));
}

bool concerns(const NeuralNetworkPreprocessing& step, const std::string& name) {
  return step.featurename().empty() || step.featurename() == name;
}

Result<NetworkInput> image_input(const FeatureDescription& feature, const InputRules& rules) {
  const ImageFeatureType& image = feature.type().imagetype();
  // enumeratedSizes and imageSizeRange say which other sizes there are; width and height are the default.
  MUSTER_CHECK_OK(layers::require_only(image, {"width", "height", "enumeratedSizes", "imageSizeRange", "colorSpace"}));
  const auto colours = image.colorspace();
  if (colours < ImageFeatureType::GRAYSCALE || colours > ImageFeatureType::BGR)
    return unsupported("field colorSpace: neither RGB, BGR nor GRAYSCALE");
  const std::size_t channels = colours == ImageFeatureType::GRAYSCALE ? 1 : 3;
  MUSTER_TRY(const std::int64_t height, layers::read_size(static_cast<std::uint64_t>(image.height()), "height"));
  MUSTER_TRY(const std::int64_t width, layers::read_size(static_cast<std::uint64_t>(image.width()), "width"));
  if (element_count(Sizes{height, width, 3}) > kMostElements) return unsupported("an image too large");
  const ov::Shape shape{1, static_cast<std::size_t>(height), static_cast<std::size_t>(width), channels};
  NetworkInput input{std::make_shared<op::Parameter>(ov::element::u8, shape), {}};
  input.blob = layers::transpose(layers::to_float(input.parameter), {0, 3, 1, 2});
  for (const auto& step : rules.preprocessing)
    if (concerns(step, feature.name())) {
      MUSTER_TRY(input.blob, preprocess(input.blob, step, colours));
    }
  if (!rules.rank4_images) {
    const Sizes rank5{1, 1, static_cast<std::int64_t>(channels), height, width};
    input.blob = layers::reshape(input.blob, rank5);
  }
  return input;
}

Result<NetworkInput> array_input(const FeatureDescription& feature, const InputRules& rules) {
  const ArrayFeatureType& array = feature.type().multiarraytype();
  // As for images, the shape is the default of flexible ones. The number type is how the caller holds the values.
  MUSTER_CHECK_OK(layers::require_only(array, {"shape", "dataType", "enumeratedShapes", "shapeRange"}));
  for (const auto& step : rules.preprocessing)
    if (concerns(step, feature.name())) return unsupported("preprocessing of an array");
  const Sizes declared(array.shape().begin(), array.shape().end());
  ov::Shape shape;
  for (const std::int64_t size : declared) {
    MUSTER_CHECK_OK(layers::read_size(static_cast<std::uint64_t>(size), "shape"));
    shape.push_back(static_cast<std::size_t>(size));
  }
  if (shape.empty()) return unsupported("an array without a shape");
  if (element_count(declared) > kMostElements)
    return unsupported(fmt::format("an array of {} values", fmt::join(declared, "×")));
  NetworkInput input{std::make_shared<op::Parameter>(ov::element::f32, shape), {}};
  input.blob = input.parameter;
  if (rules.exact_arrays) return input;
  if (declared.size() != 1 && declared.size() != 3) return malformed("an array of neither 1 nor 3 dimensions");
  Sizes rank5{1, 1, declared[0], 1, 1};
  if (declared.size() == 3) std::ranges::copy(declared, rank5.begin() + 2);
  input.blob = layers::reshape(input.blob, rank5);
  return input;
}

Result<NetworkInput> make_any_input(const FeatureDescription& feature, const InputRules& rules) {
  const auto& type = feature.type();
  MUSTER_CHECK_OK(layers::require_only(feature, {"name", "shortDescription", "type"}));
  MUSTER_CHECK_OK(layers::require_only(type, {"imageType", "multiArrayType"}));
  if (type.has_imagetype()) return image_input(feature, rules);
  if (type.has_multiarraytype()) return array_input(feature, rules);
  return unsupported("neither an image nor an array");
}

}  // namespace

Result<NetworkInput> make_input(const FeatureDescription& feature, const InputRules& rules) {
  auto input = make_any_input(feature, rules);
  if (!input)
    return tl::unexpected(with_context(std::move(input).error(), fmt::format("input {}", in_quotes(feature.name()))));
  input->parameter->set_friendly_name(feature.name());
  input->parameter->output(0).set_names({feature.name()});
  return input;
}

Result<void> check_preprocessing(const CoreML::Specification::ModelDescription& description, const InputRules& rules) {
  for (const auto& step : rules.preprocessing) {
    const auto named = [&](const FeatureDescription& feature) { return concerns(step, feature.name()); };
    if (std::ranges::count_if(description.input(), named) != 1)
      return malformed(fmt::format("preprocessing of {}, which is not one input", in_quotes(step.featurename())));
  }
  return {};
}

}  // namespace muster
