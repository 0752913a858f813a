#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "muster/model.h"

namespace muster {
namespace {

std::string shape_text(const TensorSpec& spec) {
  if (spec.shape.empty()) return "a scalar";
  std::vector<std::string> sizes;
  for (const std::int64_t size : spec.shape) sizes.push_back(size < 0 ? "?" : std::to_string(size));
  return fmt::format("{}", fmt::join(sizes, "×"));
}

/// Other floats are float32 at the edges of what OpenVINO runs.
bool is_number(const Model& model, ElementType type) {
  return type == ElementType::kFloat32 || type == ElementType::kUInt8 || type == ElementType::kInt8 ||
         ((type == ElementType::kFloat16 || type == ElementType::kFloat64) && model.format != "tflite");
}

bool is_batch(std::int64_t size) {
  return size == 1 || size == -1;
}

std::optional<std::string> not_an_image(const Model& model) {
  const TensorSpec& input = model.inputs[0];
  if (auto reason = unknown_input_size(model)) return reason;
  if (!image_size(input))
    return fmt::format("its input is {}, not one image of known size (1×H×W×3 or 1×H×W×1{})", shape_text(input),
                       input.channels_first ? ", or with its channels first" : "");
  if (!is_number(model, input.element_type))
    return fmt::format("its input is {}; float32, uint8 and int8 can be filled", to_string(input.element_type));
  return std::nullopt;
}

std::optional<std::string> not_scores(const Model& model) {
  const TensorSpec& output = model.outputs[0];
  const auto& shape = output.shape;
  const std::size_t rank = shape.size();
  if ((rank == 3 || rank == 4) && shape[1] > 1 && shape[2] > 1)
    return fmt::format("its output is {}, values for places in the image: a segmentation, depth or detection model",
                       shape_text(output));
  const bool ones =
      rank < 3 || std::all_of(shape.begin() + 1, shape.end() - 1, [](std::int64_t size) { return size == 1; });
  const bool batch = rank == 1 || ((rank == 2 || rank == 4) && is_batch(shape[0]));
  const bool scores = batch && ones && shape[rank - 1] >= 1;
  if (!scores) return fmt::format("its output is {}, not one score a class (1×N)", shape_text(output));
  if (!is_number(model, output.element_type))
    return fmt::format("its output is {}; float32, uint8 and int8 can be read as scores",
                       to_string(output.element_type));
  return std::nullopt;
}

}  // namespace

std::optional<std::string> not_a_classifier(const Model& model) {
  if (model.inputs.size() != 1)
    return fmt::format("it has {} inputs; a classifier has one, the image", model.inputs.size());
  if (auto reason = not_an_image(model)) return reason;
  if (model.outputs.size() != 1)
    return fmt::format("it has {} outputs; a classifier has one, the scores{}", model.outputs.size(),
                       model.outputs.size() == 4 ? " (four are usual for a detector)" : "");
  return not_scores(model);
}

}  // namespace muster
