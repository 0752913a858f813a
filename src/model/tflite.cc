// TensorFlow Lite: a flatbuffer with the identifier "TFL3" at byte 4, and perhaps a zip of label files behind it.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "model/formats.h"
#include "model/graph_facts.h"
#include "model/output_activation.h"
#include "model/tflite_choose_size.h"
#include "model/tflite_file.h"
#include "model/tflite_graph.h"
#include "model/tflite_metadata.h"

namespace muster {
namespace {

bool is_tflite(std::span<const std::byte> bytes) {
  return bytes.size() >= 8 && std::memcmp(bytes.data() + 4, "TFL3", 4) == 0;
}

TensorSpec tensor_spec(const tflite::Tensor& tensor) {
  TensorSpec spec;
  spec.name = bounded_text(tensor.name());
  spec.element_type = tflite_element_type(tensor.type());
  spec.shape = tflite_shape(tensor);
  const auto* quantization = tensor.quantization();
  const auto scales = quantization ? elements(quantization->scale()) : std::span<const float>();
  constexpr std::size_t kMostChannels = 65'536;  // hostile: a thousand inputs may share one endless vector
  if (scales.empty() || scales.size() > kMostChannels) return spec;
  spec.quantization.emplace();
  spec.quantization->scales.assign(scales.begin(), scales.end());
  const auto zero_points = elements(quantization->zero_point());
  spec.quantization->zero_points.assign(zero_points.begin(), zero_points.end());
  spec.quantization->zero_points.resize(scales.size());  // absent: 0
  spec.quantization->axis = quantization->quantized_dimension();
  return spec;
}

Result<std::vector<TensorSpec>> tensor_specs(const tflite::SubGraph& graph, std::span<const std::int32_t> indices) {
  constexpr std::size_t kMost = 1000;
  if (indices.size() > kMost)
    return fail(ErrorCode::kUnsupported,
                fmt::format("{} inputs or outputs; at most {} are read", indices.size(), kMost));
  std::vector<TensorSpec> specs;
  for (const std::int32_t index : indices)
    specs.push_back(tensor_spec(*graph.tensors()->Get(static_cast<flatbuffers::uoffset_t>(index))));
  return specs;
}

std::vector<std::string> signatures(const TfliteFile& file) {
  constexpr flatbuffers::uoffset_t kMost = 100;
  std::vector<std::string> names;
  const auto* all = file.root->signature_defs();
  for (flatbuffers::uoffset_t i = 0; all != nullptr && i < std::min(all->size(), kMost); ++i)
    names.emplace_back(bounded_text(all->Get(i)->signature_key()));
  return names;
}

/// The file states the shapes inside of the network for another, mostly smaller, input.
void count_at_least(Model& model) {
  for (const OperatorFacts& facts : model.operators)
    if (facts.multiply_accumulates > 0) model.uncounted_operators.push_back(facts.name);
  std::ranges::sort(model.uncounted_operators);
  model.warnings.emplace_back(
      "its input's height and width are free: multiply-accumulates and activations are counted for the shapes that the "
      "file states, mostly of 1×1, and are too low");
}

Result<Model> load(const ModelFile& input) {
  MUSTER_TRY(const TfliteFile file, open_tflite(input.bytes));
  Model model;
  model.format_version = std::to_string(file.root->version());
  model.description = bounded_text(file.root->description());
  model.subgraph_count = static_cast<int>(file.root->subgraphs()->size());
  model.signatures = signatures(file);
  const tflite::SubGraph& main = file.subgraph(0);
  MUSTER_TRY(model.inputs, tensor_specs(main, elements(main.inputs())));
  MUSTER_TRY(const bool counted_smaller, choose_tflite_size(main, input.input_size, model));
  MUSTER_TRY(model.outputs, tensor_specs(main, elements(main.outputs())));
  add_tflite_metadata(file, model);
  const TfliteGraph graph = tflite_graph(file);
  model.custom_operators = graph.custom_operators;
  model.select_tf_operators = graph.select_tf_operators;
  const auto outputs = elements(main.outputs());
  if (outputs.size() == 1) add_output_activation(graph.graph, outputs[0], model);
  MUSTER_CHECK_OK(add_graph_facts(graph.graph, model));
  if (counted_smaller) count_at_least(model);
  return model;
}

}  // namespace

const ModelFormat tflite_format = {"tflite", is_tflite, load};

}  // namespace muster
