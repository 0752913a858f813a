#include "model/tflite_choose_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace muster {
namespace {

constexpr std::size_t kHeight = 1, kWidth = 2, kChannels = 3, kImageRank = 4;

/// What the file allows for the sides of one image input.
struct Sides {
  bool height = false, width = false;  ///< free
  [[nodiscard]] bool any() const { return height || width; }
};

bool is_image(const std::vector<std::int64_t>& shape) {
  return shape.size() == kImageRank && (shape[kChannels] == 1 || shape[kChannels] == 3);
}

Sides free_sides(const tflite::Tensor& tensor) {
  const auto shape = elements(tensor.shape()), signature = elements(tensor.shape_signature());
  if (shape.size() != kImageRank) return {};
  if (signature.size() == shape.size()) return {signature[kHeight] < 0, signature[kWidth] < 0};
  const bool stands_for_free = shape[kHeight] == 1 && shape[kWidth] == 1;
  return {shape[kHeight] < 0 || stands_for_free, shape[kWidth] < 0 || stands_for_free};
}

/// The sides without a size of their own, as −1.
void open_sides(const Sides& free, std::vector<std::int64_t>& shape) {
  if (free.height && shape[kHeight] <= 1) shape[kHeight] = -1;
  if (free.width && shape[kWidth] <= 1) shape[kWidth] = -1;
}

Result<void> choose(const Sides& free, const ImageSize& size, std::vector<std::int64_t>& shape) {
  const bool fits = (free.height || shape[kHeight] == size.height) && (free.width || shape[kWidth] == size.width);
  if (!fits) {
    const auto side = [](bool is_free, std::int64_t own) { return is_free ? "any" : std::to_string(own); };
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("--input-size {}x{}: the model's input is {}x{}", size.height, size.width,
                            side(free.height, shape[kHeight]), side(free.width, shape[kWidth])));
  }
  shape[kHeight] = size.height, shape[kWidth] = size.width;
  return {};
}

}  // namespace

Result<bool> choose_tflite_size(const tflite::SubGraph& graph, const ImageSize& size, Model& model) {
  const auto indices = elements(graph.inputs());
  bool any_image = false, any_free = false;
  for (std::size_t i = 0; i < model.inputs.size(); ++i) {
    auto& shape = model.inputs[i].shape;
    if (!is_image(shape)) continue;
    const Sides free = free_sides(*graph.tensors()->Get(static_cast<flatbuffers::uoffset_t>(indices[i])));
    any_free = any_free || free.any();
    open_sides(free, shape);
    if (size.height > 0 && (!any_image || free.any())) MUSTER_CHECK_OK(choose(free, size, shape));
    any_image = true;
  }
  if (size.height > 0 && !any_image)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("--input-size {}x{}: the model takes no image", size.height, size.width));
  if (!any_free) return false;
  for (std::size_t i = 0; i < model.inputs.size(); ++i) {
    const tflite::Tensor& tensor = *graph.tensors()->Get(static_cast<flatbuffers::uoffset_t>(indices[i]));
    const auto& shape = model.inputs[i].shape;
    if (is_image(shape) && !std::ranges::equal(std::span(shape).subspan(1), elements(tensor.shape()).subspan(1)))
      return true;
  }
  return false;
}

}  // namespace muster
