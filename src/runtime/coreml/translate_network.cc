#include "runtime/coreml/translate_network.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <unordered_map>

#include "base/text.h"
#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/network_inputs.h"
#include "runtime/coreml/reason_of.h"

namespace muster {
namespace {

using CoreML::Specification::FeatureDescription;
using CoreML::Specification::Model;
using CoreML::Specification::NeuralNetworkLayer;
using layers::Blob;
using layers::malformed;
using layers::Sizes;
using layers::unsupported;

constexpr int kMaxLayers = 20'000;  ///< OpenVINO takes a graph down by recursion

using LayerList = google::protobuf::RepeatedPtrField<NeuralNetworkLayer>;
using BlobTable = std::unordered_map<std::string, Blob>;

/// What the three kinds of network have in common.
struct Network {
  const LayerList& list;
  InputRules rules;
};

template <class Kind>
Result<Network> network_of(const Kind& kind) {
  // updateParams concerns training only.
  MUSTER_CHECK_OK(layers::require_only(
      kind, {"layers", "preprocessing", "arrayInputShapeMapping", "imageInputShapeMapping", "updateParams",
             "stringClassLabels", "int64ClassLabels", "labelProbabilityLayerName"}));
  if (!CoreML::Specification::NeuralNetworkMultiArrayShapeMapping_IsValid(kind.arrayinputshapemapping()) ||
      !CoreML::Specification::NeuralNetworkImageShapeMapping_IsValid(kind.imageinputshapemapping()))
    return unsupported("an unknown mapping of input shapes");
  return Network{kind.layers(),
                 {kind.arrayinputshapemapping() == CoreML::Specification::EXACT_ARRAY_MAPPING,
                  kind.imageinputshapemapping() == CoreML::Specification::RANK4_IMAGE_MAPPING, kind.preprocessing()}};
}

Result<Network> network_of(const Model& model) {
  if (model.has_neuralnetwork()) return network_of(model.neuralnetwork());
  if (model.has_neuralnetworkclassifier()) return network_of(model.neuralnetworkclassifier());
  if (model.has_neuralnetworkregressor()) return network_of(model.neuralnetworkregressor());
  return unsupported("not a neural network");
}

/// All types that are missing at once, each with its first layer.
Result<void> check_types(const LayerList& list) {
  std::map<std::string, std::pair<std::string, int>> missing;  // by type: the first layer, and how many more
  for (const NeuralNetworkLayer& layer : list) {
    if (layers::find_layer_type(layer.layer_case()) != nullptr) continue;
    const auto [entry, first] = missing.try_emplace(layers::type_name(layer), layers::describe(layer), 0);
    if (!first) ++entry->second.second;
  }
  if (missing.empty()) return {};
  std::vector<std::string> words;
  for (const auto& [type, layer] : missing)
    words.push_back(layer.second == 0 ? layer.first : fmt::format("{} (and {} more)", layer.first, layer.second));
  const bool custom = std::ranges::any_of(list, &NeuralNetworkLayer::has_custom);
  return unsupported(fmt::format("layers that are not supported: {}; {}{}", fmt::join(words, ", "),
                                 custom ? "the code of custom ones lives in the app, not in the file; " : "",
                                 kInsteadOfOperators));
}

/// Layers stand in the order of their use: a blob that no earlier layer made is an error, and so a cycle is.
Result<void> add_layer(const NeuralNetworkLayer& message, BlobTable& blobs, ComputedShapes* shapes) {
  layers::Blobs inputs;
  for (const std::string& name : message.input()) {
    const auto found = blobs.find(name);
    if (found == blobs.end())
      return malformed(fmt::format("{}: no earlier layer makes {}", layers::describe(message), in_quotes(name)));
    inputs.push_back(found->second);
  }
  MUSTER_TRY(const layers::Blobs outputs, layers::translate_layer({message, inputs}));
  for (int i = 0; i < message.output_size(); ++i) {
    const Blob& output = outputs[static_cast<std::size_t>(i)];
    if (shapes != nullptr) shapes->try_emplace(message.output(i), layers::shape_of(output));
    if (!blobs.try_emplace(message.output(i), output).second)
      return malformed(fmt::format("{}: {} is made twice", layers::describe(message), in_quotes(message.output(i))));
  }
  return {};
}

Result<Blob> find_blob(const BlobTable& blobs, const std::string& name) {
  const auto found = blobs.find(name);
  if (found == blobs.end()) return malformed(fmt::format("output {}: no layer makes it", in_quotes(name)));
  return found->second;
}

std::shared_ptr<ov::op::v0::Result> as_result(const Blob& blob, const std::string& name) {
  // A node of its own, since one blob may be several outputs, or an input.
  const Blob named = layers::reshape(blob, layers::shape_of(blob));
  named.get_tensor().set_names({name});
  auto result = std::make_shared<ov::op::v0::Result>(named);
  result->set_friendly_name(name);
  return result;
}

/// Probabilities alone, as 1×N.
Result<ov::ResultVector> classifier_outputs(const Model& model, const BlobTable& blobs) {
  const auto& network = model.neuralnetworkclassifier();
  const std::string& name = network.labelprobabilitylayername().empty()
                                ? model.description().predictedprobabilitiesname()
                                : network.labelprobabilitylayername();
  if (name.empty()) return unsupported("a classifier that does not say which layer makes its probabilities");
  MUSTER_TRY(const Blob blob, find_blob(blobs, name));
  const auto count = static_cast<std::int64_t>(element_count(layers::shape_of(blob)));
  const int labels = network.stringclasslabels().vector_size() + network.int64classlabels().vector_size();
  if (labels != 0 && labels != count) return malformed(fmt::format("{} probabilities for {} labels", count, labels));
  return ov::ResultVector{as_result(layers::reshape(blob, {1, count}), name)};
}

/// As declared, where a shape is. Errors: kMalformed, one that holds another number of values.
Result<Blob> in_declared_shape(const Blob& blob, const FeatureDescription& feature) {
  const auto& declared = feature.type().multiarraytype().shape();
  const Sizes shape(declared.begin(), declared.end()), made = layers::shape_of(blob);
  if (shape.empty()) return blob;
  if (element_count(shape) == element_count(made)) return layers::reshape(blob, shape);
  return malformed(fmt::format("output {}: the network makes {}, where {} is declared", in_quotes(feature.name()),
                               fmt::join(made, "×"), fmt::join(shape, "×")));
}

Result<ov::ResultVector> plain_outputs(const Model& model, const BlobTable& blobs) {
  ov::ResultVector results;
  for (const FeatureDescription& feature : model.description().output()) {
    if (feature.type().has_imagetype())
      return unsupported(fmt::format("output {}: an image", in_quotes(feature.name())));
    MUSTER_TRY(const Blob blob, find_blob(blobs, feature.name()));
    MUSTER_TRY(const Blob shaped, in_declared_shape(blob, feature));
    results.push_back(as_result(shaped, feature.name()));
  }
  if (results.empty()) return malformed("a network without an output");
  return results;
}

Result<std::shared_ptr<ov::Model>> translate(const Model& model, ComputedShapes* shapes) {
  MUSTER_TRY(const Network network, network_of(model));
  if (network.list.size() > kMaxLayers) return unsupported(fmt::format("{} layers", network.list.size()));
  MUSTER_CHECK_OK(check_types(network.list));
  MUSTER_CHECK_OK(check_preprocessing(model.description(), network.rules));
  BlobTable blobs;
  ov::ParameterVector parameters;
  for (const FeatureDescription& feature : model.description().input()) {
    MUSTER_TRY(const NetworkInput input, make_input(feature, network.rules));
    parameters.push_back(input.parameter);
    if (!blobs.try_emplace(feature.name(), input.blob).second)
      return malformed(fmt::format("two inputs {}", in_quotes(feature.name())));
  }
  for (const NeuralNetworkLayer& layer : network.list) MUSTER_CHECK_OK(add_layer(layer, blobs, shapes));
  const bool classifier = model.has_neuralnetworkclassifier();
  MUSTER_TRY(const ov::ResultVector results,
             classifier ? classifier_outputs(model, blobs) : plain_outputs(model, blobs));
  return std::make_shared<ov::Model>(results, parameters);
}

}  // namespace

Result<std::shared_ptr<ov::Model>> translate_network(const Model& model, ComputedShapes* shapes) {
  try {
    return translate(model, shapes);
  } catch (const std::exception& thrown) {
    return unsupported(reason_of(thrown));
  }
}

}  // namespace muster
