#include "runtime/coreml/layers/layer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "base/text.h"
#include "runtime/coreml/reason_of.h"

namespace muster::layers {

using CoreML::Specification::NeuralNetworkLayer;

#define MUSTER_LAYER(layer_case, function, ...) Result<Blobs> function(const Layer&);
#include "runtime/coreml/layers/layers.inc"
#undef MUSTER_LAYER

namespace {

constexpr std::size_t kMany = std::numeric_limits<std::size_t>::max();

const std::vector<LayerType>& layer_types() {
  static const std::vector<LayerType> types{
#define MUSTER_LAYER(layer_case, function, fewest, most, ...) \
  {NeuralNetworkLayer::layer_case, function, fewest, most, {__VA_ARGS__}},
#include "runtime/coreml/layers/layers.inc"
#undef MUSTER_LAYER
  };
  return types;
}

const google::protobuf::FieldDescriptor* type_field(const NeuralNetworkLayer& message) {
  return NeuralNetworkLayer::descriptor()->FindFieldByNumber(message.layer_case());
}

Result<void> check_fields(const NeuralNetworkLayer& message, const LayerType& type) {
  const auto* field = type_field(message);
  // isUpdatable concerns training only.
  MUSTER_CHECK_OK(
      require_only(message, {"name", "input", "output", "inputTensor", "outputTensor", "isUpdatable", field->name()}));
  return require_only(message.GetReflection()->GetMessage(message, field), type.fields);
}

Result<void> check_inputs(const Layer& layer, const LayerType& type) {
  const std::size_t count = layer.inputs.size();
  if (count >= type.fewest_inputs && count <= type.most_inputs) return {};
  return unsupported(fmt::format("{} inputs", count));
}

/// Every blob has at least rank 1 in Core ML: a scalar becomes a vector.
Result<Blob> check_output(const Blob& blob) {
  if (blob.get_partial_shape().is_dynamic()) return unsupported("an output whose shape is known only when it runs");
  MUSTER_CHECK_OK(bearable(blob));
  const Sizes shape = shape_of(blob);
  if (std::ranges::find(shape, 0) != shape.end()) return malformed("an empty output");
  return shape.empty() ? reshape(blob, {1}) : blob;
}

/// Ranks that a layer declares: 0 is undeclared.
Result<void> check_ranks(const google::protobuf::RepeatedPtrField<CoreML::Specification::Tensor>& declared,
                         const Blobs& blobs) {
  for (std::size_t i = 0; i < std::min<std::size_t>(blobs.size(), static_cast<std::size_t>(declared.size())); ++i) {
    const std::uint32_t rank = declared[static_cast<int>(i)].rank();
    if (rank != 0 && rank != blobs[i].get_shape().size())
      return malformed(fmt::format("a blob of rank {} declared as of rank {}", blobs[i].get_shape().size(), rank));
  }
  return {};
}

Result<Blobs> translate(const Layer& layer, const LayerType& type) {
  MUSTER_CHECK_OK(check_inputs(layer, type));
  MUSTER_CHECK_OK(check_fields(layer.message, type));
  MUSTER_CHECK_OK(check_ranks(layer.message.inputtensor(), layer.inputs));
  MUSTER_TRY(Blobs outputs, type.translate(layer));
  if (outputs.size() != static_cast<std::size_t>(layer.message.output_size()))
    return malformed(fmt::format("{} outputs declared, {} made", layer.message.output_size(), outputs.size()));
  for (Blob& output : outputs) {
    MUSTER_TRY(output, check_output(output));
  }
  MUSTER_CHECK_OK(check_ranks(layer.message.outputtensor(), outputs));
  return outputs;
}

Result<Blobs> translate_caught(const Layer& layer, const LayerType& type) {
  try {
    return translate(layer, type);
  } catch (const std::exception& thrown) {
    return unsupported(reason_of(thrown));
  }
}

}  // namespace

const LayerType* find_layer_type(NeuralNetworkLayer::LayerCase layer_case) {
  const auto found = std::ranges::find(layer_types(), layer_case, &LayerType::layer_case);
  return found == layer_types().end() ? nullptr : &*found;
}

std::string type_name(const NeuralNetworkLayer& message) {
  const auto* field = type_field(message);
  return field == nullptr ? "layer of an unknown type" : field->name();
}

std::string describe(const NeuralNetworkLayer& message) {
  return fmt::format("{} {}", type_name(message), in_quotes(message.name()));
}

Result<Blobs> translate_layer(const Layer& layer) {
  const LayerType* type = find_layer_type(layer.message.layer_case());
  if (type == nullptr) return unsupported(describe(layer.message));
  auto outputs = translate_caught(layer, *type);
  if (outputs) return outputs;
  return tl::unexpected(with_context(std::move(outputs).error(), describe(layer.message)));
}

}  // namespace muster::layers
