#include "model/coreml/choose_size.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/coreml/feature_types.h"

namespace muster {
namespace {

namespace spec = CoreML::Specification;

/// An upper bound below 0 is none.
bool allows(const spec::SizeRange& range, std::int64_t side) {
  return side >= static_cast<std::int64_t>(range.lowerbound()) &&
         (range.upperbound() < 0 || side <= range.upperbound());
}

bool allows(const spec::ImageFeatureType& image, const ImageSize& size) {
  if (image.height() == size.height && image.width() == size.width) return true;
  const auto& listed = image.enumeratedsizes().sizes();
  if (std::ranges::any_of(listed, [&](const auto& one) {
        return one.height() == static_cast<std::uint64_t>(size.height) &&
               one.width() == static_cast<std::uint64_t>(size.width);
      }))
    return true;
  return image.has_imagesizerange() && allows(image.imagesizerange().heightrange(), size.height) &&
         allows(image.imagesizerange().widthrange(), size.width);
}

bool allows(const spec::ArrayFeatureType& array, const ImageSize& size) {
  const int rank = array.shape_size();
  if (rank < 3) return false;
  if (array.shape(rank - 2) == size.height && array.shape(rank - 1) == size.width) return true;
  if (std::ranges::any_of(array.enumeratedshapes().shapes(), [&](const auto& one) {
        return one.shape_size() == rank && one.shape(rank - 2) == size.height && one.shape(rank - 1) == size.width;
      }))
    return true;
  const auto& ranges = array.shaperange().sizeranges();
  return ranges.size() == rank && allows(ranges[rank - 2], size.height) && allows(ranges[rank - 1], size.width);
}

tl::unexpected<Error> refuse(const ImageSize& size, const std::string& others) {
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("--input-size {}x{}: the model allows {}", size.height, size.width,
                          others.empty() ? "no other size than its own" : "its own size and " + others));
}

Result<void> choose(spec::FeatureDescription& feature, const ImageSize& size) {
  if (feature.type().has_imagetype()) {
    spec::ImageFeatureType& image = *feature.mutable_type()->mutable_imagetype();
    if (!allows(image, size)) return refuse(size, image_input(feature).value_or(ImageInput{}).other_sizes);
    image.set_height(size.height), image.set_width(size.width);
  } else if (feature.type().has_multiarraytype()) {
    spec::ArrayFeatureType& array = *feature.mutable_type()->mutable_multiarraytype();
    if (!allows(array, size)) return refuse(size, flexible_shapes(array));
    array.set_shape(array.shape_size() - 2, size.height), array.set_shape(array.shape_size() - 1, size.width);
  }
  return {};
}

/// What outputs declare holds for the size that the model has by itself.
void forget_output_shapes(spec::ModelDescription& description) {
  for (spec::FeatureDescription& feature : *description.mutable_output())
    if (feature.type().has_multiarraytype()) feature.mutable_type()->mutable_multiarraytype()->clear_shape();
}

/// A pipeline states its input outside, and again at the network inside.
Result<void> choose(spec::Model& model, const ImageSize& size, int depth) {
  constexpr int kDeepest = 4;
  for (spec::FeatureDescription& feature : *model.mutable_description()->mutable_input())
    MUSTER_CHECK_OK(choose(feature, size));
  forget_output_shapes(*model.mutable_description());
  if (depth == kDeepest) return {};
  spec::Pipeline* inside = model.has_pipeline()             ? model.mutable_pipeline()
                           : model.has_pipelineclassifier() ? model.mutable_pipelineclassifier()->mutable_pipeline()
                                                            : nullptr;
  if (inside != nullptr && inside->models_size() > 0) return choose(*inside->mutable_models(0), size, depth + 1);
  return {};
}

}  // namespace

Result<void> choose_size(CoremlFile& file, const ImageSize& size) {
  return choose(file.message, size, 0);
}

}  // namespace muster
