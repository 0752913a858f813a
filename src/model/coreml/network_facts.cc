#include "model/coreml/network_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/text.h"
#include "model/coreml/class_labels.h"
#include "model/coreml/layer_names.h"
#include "model/coreml/network_shapes.h"
#include "model/coreml/network_weights.h"
#include "model/graph_builder.h"
#include "model/graph_facts.h"
#include "model/output_activation.h"

namespace muster {
namespace {

namespace spec = CoreML::Specification;
using Layer = spec::NeuralNetworkLayer;

OperatorKind kind_of(const Layer& layer) {
  switch (layer.layer_case()) {
    case Layer::kConvolution:
      return layer.convolution().isdeconvolution() ? OperatorKind::kTransposedIO : OperatorKind::kConvolutionOI;
    case Layer::kInnerProduct:
      return OperatorKind::kFullyConnected;
    case Layer::kBatchedMatmul:
      return OperatorKind::kBatchMatmul;
    case Layer::kConvolution3D:
    case Layer::kSimpleRecurrent:
    case Layer::kGru:
    case Layer::kUniDirectionalLSTM:
    case Layer::kBiDirectionalLSTM:
    case Layer::kCustom:
    case Layer::kBranch:
    case Layer::kLoop:
    case Layer::LAYER_NOT_SET:
      return OperatorKind::kUncounted;
    default:
      return OperatorKind::kPlain;
  }
}

/// Layers whose weights are not looked at.
bool hides_weights(const Layer& layer) {
  static constexpr std::array kHiding = {Layer::kSimpleRecurrent,   Layer::kGru,    Layer::kUniDirectionalLSTM,
                                         Layer::kBiDirectionalLSTM, Layer::kBranch, Layer::kLoop};
  return std::ranges::find(kHiding, layer.layer_case()) != kHiding.end();
}

/// An input's shape as the layers see it: images and old arrays have leading dimensions of 1.
template <class Network>
KnownShape input_shape(const Network& network, const TensorSpec& input, bool image) {
  const auto& shape = input.shape;
  if (image) {
    std::vector<std::int64_t> seen = {1, shape[3], shape[1], shape[2]};
    if (network.imageinputshapemapping() == spec::RANK5_IMAGE_MAPPING) seen.insert(seen.begin(), 1);
    return seen;
  }
  if (network.arrayinputshapemapping() == spec::EXACT_ARRAY_MAPPING) return shape;
  if (shape.size() == 1) return std::vector<std::int64_t>{1, 1, shape[0], 1, 1};
  if (shape.size() == 3) return std::vector<std::int64_t>{1, 1, shape[0], shape[1], shape[2]};
  return std::nullopt;
}

GraphTensor activation(const KnownShape& shape) {
  GraphTensor tensor;
  tensor.element_type = ElementType::kFloat32;
  tensor.shape = shape.value_or(std::vector<std::int64_t>{});
  return tensor;
}

/// Adds a layer: its first input, its weights, its other inputs.
Result<void> add_layer(const Layer& layer, const ComputedShapes& computed, GraphBuilder& graph) {
  const std::string_view name = layer_name(layer);
  GraphNode node{kind_of(layer), name, {}, {}, layer.batchedmatmul().transposea()};
  if (layer.has_custom()) node.operator_name = bounded_name(layer.custom().classname());
  std::vector<KnownShape> shapes;
  for (const std::string& input : layer.input()) {
    MUSTER_TRY(const std::int32_t index, graph.read(input, layer.name().empty() ? name : layer.name()));
    node.inputs.push_back(index);
    const auto& shape = graph.tensor(index).shape;
    shapes.push_back(shape.empty() ? KnownShape() : KnownShape(shape));
  }
  std::vector<std::int32_t> constants;
  for (const LayerWeights& stored : weights_of(layer)) {
    MUSTER_TRY(GraphTensor tensor, weight_tensor(stored));
    if (!tensor.constant.empty()) constants.push_back(graph.define("", std::move(tensor)));
  }
  node.inputs.insert(node.inputs.begin() + (node.inputs.empty() ? 0 : 1), constants.begin(), constants.end());
  const KnownShape followed = output_shape(layer, shapes);
  for (const std::string& output : layer.output()) {
    const auto known = computed.find(output);
    node.outputs.push_back(graph.define(output, activation(known == computed.end() ? followed : known->second)));
  }
  return graph.add(std::move(node));
}

void add_scale_and_bias(const spec::NeuralNetworkPreprocessing& step, Model& model) {
  ImageInput& image = *model.image_input;
  if (step.has_meanimage())
    model.warnings.emplace_back("a mean image is subtracted from the input; it is not shown here");
  if (!step.has_scaler()) return;
  const auto& scaler = step.scaler();
  image.scale = scaler.channelscale();
  image.bias = {scaler.redbias(), scaler.greenbias(), scaler.bluebias()};
  if (image.colour == "bgr") std::swap(image.bias[0], image.bias[2]);
  if (image.colour == "grey") image.bias = {scaler.graybias()};
}

/// The name under which the layers compute a classifier's dictionary of probabilities, or an output.
template <class Network>
std::string scores_name(const Network& network, const std::string& output) {
  if constexpr (requires { network.labelprobabilitylayername(); }) {
    if (!network.labelprobabilitylayername().empty()) return network.labelprobabilitylayername();
    if (network.layers_size() > 0 && network.layers(network.layers_size() - 1).output_size() == 1)
      return network.layers(network.layers_size() - 1).output(0);
  }
  return output;
}

/// Which function the last activation layer is; the graph knows that it is one.
template <class Network>
void name_activation(const Network& network, Model& model) {
  const auto& layers = network.layers();
  const auto last =
      std::find_if(layers.rbegin(), layers.rend(), [](const Layer& layer) { return layer.has_activation(); });
  if (last == layers.rend()) return;
  const auto& function = last->activation();
  if (function.has_sigmoid() || function.has_sigmoidhard())
    model.output_activation = "sigmoid";
  else if (function.has_relu() || function.has_leakyrelu() || function.has_prelu() || function.has_elu() ||
           function.has_tanh() || function.has_linear())
    model.output_activation = "none";
}

template <class Network>
Result<void> add_layers(const Network& network, const ComputedShapes& computed, Model& model) {
  GraphBuilder graph;
  for (std::size_t i = 0; i < model.inputs.size(); ++i) {
    const TensorSpec& input = model.inputs[i];
    const bool image = input.element_type == ElementType::kUInt8 && input.shape.size() == 4;
    graph.define(input.name, activation(checked(input_shape(network, input, image))));
  }
  std::set<std::string> custom, hidden;
  for (const Layer& layer : network.layers()) {
    MUSTER_CHECK_OK(add_layer(layer, computed, graph));
    if (layer.has_custom()) custom.emplace(bounded_name(layer.custom().classname()));
    if (hides_weights(layer)) hidden.emplace(layer_name(layer));
  }
  model.custom_operators.assign(custom.begin(), custom.end());
  for (const std::string& name : hidden)
    model.warnings.push_back(fmt::format("the weights inside {} layers are not counted", name));
  for (const auto& step : network.preprocessing())
    if (model.image_input && (step.featurename().empty() || step.featurename() == model.inputs[0].name))
      add_scale_and_bias(step, model);
  for (TensorSpec& output : model.outputs)
    if (const std::int32_t index = graph.find(output.name); output.shape.empty() && index >= 0)
      output.shape = graph.tensor(index).shape;
  const std::int32_t scores = model.outputs.size() == 1 ? graph.find(scores_name(network, model.outputs[0].name)) : -1;
  const Graph whole = graph.take();
  if (scores >= 0) add_output_activation(whole, scores, model);
  if (model.output_operator == "activation") name_activation(network, model);
  return add_graph_facts(whole, model);
}

Result<void> add_labels(const spec::NeuralNetworkClassifier& network, Model& model) {
  ClassLabels labels;
  for (const std::string& label : network.stringclasslabels().vector()) MUSTER_CHECK_OK(labels.add(label));
  for (const std::int64_t label : network.int64classlabels().vector()) MUSTER_CHECK_OK(labels.add(label));
  model.labels = std::move(labels).take();
  return {};
}

}  // namespace

Result<void> add_network_facts(const spec::Model& network, const ComputedShapes& computed, Model& model) {
  if (network.has_neuralnetworkregressor()) return add_layers(network.neuralnetworkregressor(), computed, model);
  if (network.has_neuralnetwork()) return add_layers(network.neuralnetwork(), computed, model);
  MUSTER_CHECK_OK(add_labels(network.neuralnetworkclassifier(), model));
  return add_layers(network.neuralnetworkclassifier(), computed, model);
}

}  // namespace muster
