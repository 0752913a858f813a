#include "model/coreml/feature_types.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/graph_builder.h"

namespace muster {
namespace {

namespace spec = CoreML::Specification;

constexpr int kMostListed = 20;

ElementType element_type(spec::ArrayFeatureType::ArrayDataType type) {
  switch (type) {
    case spec::ArrayFeatureType::FLOAT32:
      return ElementType::kFloat32;
    case spec::ArrayFeatureType::DOUBLE:
      return ElementType::kFloat64;
    case spec::ArrayFeatureType::FLOAT16:
      return ElementType::kFloat16;
    case spec::ArrayFeatureType::INT32:
      return ElementType::kInt32;
    case spec::ArrayFeatureType::INT8:
      return ElementType::kInt8;
    default:
      return ElementType::kOther;
  }
}

bool is_grey(const spec::ImageFeatureType& image) {
  return image.colorspace() == spec::ImageFeatureType::GRAYSCALE ||
         image.colorspace() == spec::ImageFeatureType::GRAYSCALE_FLOAT16;
}

void add_image(const spec::ImageFeatureType& image, TensorSpec& tensor) {
  tensor.shape = {1, image.height(), image.width(), is_grey(image) ? 1 : 3};
  tensor.element_type = ElementType::kFloat16;
  if (image.colorspace() == spec::ImageFeatureType::GRAYSCALE_FLOAT16) return;
  tensor.element_type = ElementType::kUInt8;
  tensor.quantization = Quantization{{1}, {0}, 0};
}

void add_array(const spec::ArrayFeatureType& array, TensorSpec& tensor) {
  constexpr int kHighestRank = 16;
  tensor.element_type = element_type(array.datatype());
  for (int i = 0; i < std::min(array.shape_size(), kHighestRank); ++i) tensor.shape.push_back(array.shape(i));
  const std::size_t rank = tensor.shape.size();
  const auto channels = rank < 3 ? 0 : tensor.shape[rank - 3];
  tensor.channels_first = (rank == 3 || (rank == 4 && tensor.shape[0] == 1)) && (channels == 1 || channels == 3);
}

std::string range_text(const spec::SizeRange& range) {
  if (range.upperbound() < 0) return fmt::format("{} or more", range.lowerbound());
  if (range.lowerbound() == static_cast<std::uint64_t>(range.upperbound())) return std::to_string(range.lowerbound());
  return fmt::format("{} to {}", range.lowerbound(), range.upperbound());
}

std::string other_sizes(const spec::ImageFeatureType& image) {
  if (image.has_imagesizerange())
    return fmt::format("{} × {}", range_text(image.imagesizerange().heightrange()),
                       range_text(image.imagesizerange().widthrange()));
  std::vector<std::string> sizes;
  for (const auto& size : image.enumeratedsizes().sizes()) {
    const bool usual = static_cast<std::int64_t>(size.height()) == image.height() &&
                       static_cast<std::int64_t>(size.width()) == image.width();
    if (!usual) sizes.push_back(fmt::format("{}×{}", size.height(), size.width()));
    if (sizes.size() == kMostListed) break;
  }
  return fmt::format("{}", fmt::join(sizes, ", "));
}

}  // namespace

TensorSpec tensor_spec(const spec::FeatureDescription& feature) {
  TensorSpec tensor;
  tensor.name = bounded_name(feature.name());
  const spec::FeatureType& type = feature.type();
  if (type.has_imagetype()) add_image(type.imagetype(), tensor);
  if (type.has_multiarraytype()) add_array(type.multiarraytype(), tensor);
  if (type.has_dictionarytype()) tensor.element_type = ElementType::kFloat32, tensor.shape = kScoresByLabel;
  if (type.has_int64type()) tensor.element_type = ElementType::kInt64;
  if (type.has_doubletype()) tensor.element_type = ElementType::kFloat64;
  if (type.has_stringtype()) tensor.element_type = ElementType::kString;
  return tensor;
}

std::optional<ImageInput> image_input(const spec::FeatureDescription& feature) {
  if (!feature.type().has_imagetype()) return std::nullopt;
  const spec::ImageFeatureType& image = feature.type().imagetype();
  if (image.colorspace() == spec::ImageFeatureType::GRAYSCALE_FLOAT16) return std::nullopt;
  ImageInput input;
  input.colour = is_grey(image) ? "grey" : image.colorspace() == spec::ImageFeatureType::BGR ? "bgr" : "rgb";
  input.other_sizes = other_sizes(image);
  return input;
}

std::string flexible_shapes(const spec::ArrayFeatureType& array) {
  std::vector<std::string> shapes;
  for (const auto& shape : array.enumeratedshapes().shapes()) {
    if (shapes.size() == kMostListed || shape.shape_size() > kMostListed) break;
    shapes.push_back(fmt::format("{}", fmt::join(shape.shape(), "×")));
  }
  if (!shapes.empty()) return fmt::format("{}", fmt::join(shapes, ", "));
  for (const auto& range : array.shaperange().sizeranges())
    if (shapes.size() < kMostListed) shapes.push_back(range_text(range));
  return fmt::format("{}", fmt::join(shapes, " × "));
}

}  // namespace muster
