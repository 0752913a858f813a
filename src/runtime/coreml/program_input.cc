#include "runtime/coreml/program_input.h"

#include <fmt/format.h>

#include "base/text.h"

namespace muster {
namespace {

using CoreML::Specification::ArrayFeatureType;
using CoreML::Specification::FeatureDescription;
using CoreML::Specification::ImageFeatureType;

constexpr std::int64_t kLargestSide = 65'536;

Result<ProgramInput> image(const ImageFeatureType& type, const std::string& name) {
  const std::int64_t height = type.height(), width = type.width();
  if (height < 1 || width < 1 || height > kLargestSide || width > kLargestSide ||
      static_cast<std::uint64_t>(height * width) > kMostElements / 3)
    return fail(ErrorCode::kMalformed, fmt::format("the image '{}' is {} by {} pixels", name, width, height));
  const bool grey = type.colorspace() == ImageFeatureType::GRAYSCALE;
  if (!grey && type.colorspace() != ImageFeatureType::RGB && type.colorspace() != ImageFeatureType::BGR)
    return fail(ErrorCode::kUnsupported, fmt::format("the image '{}' has a colour space that is not supported", name));
  const ov::Shape shape{1, static_cast<std::size_t>(height), static_cast<std::size_t>(width), grey ? 1U : 3U};
  ProgramInput input{std::make_shared<ops::Parameter>(ov::element::u8, shape), {}};
  const Node pixels = make<ops::Convert>(input.parameter, ov::element::f32);
  input.seen = transposed(pixels, {0, 3, 1, 2});
  return input;
}

Result<ProgramInput> array(const ArrayFeatureType& type, const std::string& name) {
  const ov::Shape shape(type.shape().begin(), type.shape().end());
  if (!std::ranges::all_of(type.shape(), [](std::int64_t size) { return size > 0; }) ||
      element_count(shape) > kMostElements)
    return fail(ErrorCode::kMalformed,
                fmt::format("the input '{}' has a size that is not positive or far too large", name));
  if (shape.empty()) return fail(ErrorCode::kUnsupported, fmt::format("the input '{}' has no shape", name));
  const bool whole = type.datatype() == ArrayFeatureType::INT32;
  if (!whole && type.datatype() != ArrayFeatureType::FLOAT32 && type.datatype() != ArrayFeatureType::FLOAT16 &&
      type.datatype() != ArrayFeatureType::DOUBLE)
    return fail(ErrorCode::kUnsupported, fmt::format("the input '{}' has a number type that is not supported", name));
  ProgramInput input{std::make_shared<ops::Parameter>(whole ? ov::element::i32 : ov::element::f32, shape), {}};
  input.seen = input.parameter->output(0);
  return input;
}

}  // namespace

Result<ProgramInput> program_input(const FeatureDescription& feature) {
  const std::string name = printable(feature.name(), 60);
  if (feature.type().isoptional())
    return fail(ErrorCode::kUnsupported, fmt::format("the input '{}' is optional; give it no default value", name));
  if (feature.type().has_imagetype()) return image(feature.type().imagetype(), name);
  if (feature.type().has_multiarraytype()) return array(feature.type().multiarraytype(), name);
  return fail(ErrorCode::kUnsupported, fmt::format("the input '{}' is neither an image nor a multi-array", name));
}

}  // namespace muster
