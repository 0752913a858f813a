#include "model/graph_facts.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/saturating.h"
#include "base/sha256.h"
#include "model/multiply_accumulates.h"

namespace muster {
namespace {

/// A stretch of the file and the tensor that is made from it.
struct Stored {
  std::span<const std::byte> bytes;
  const GraphTensor* tensor = nullptr;
  bool table = false;  ///< not the tensor's value itself
};

const std::byte* place(const Stored& stored) {
  return stored.bytes.data();
}

/// Every stored constant once, by its place in the file; tensors may share one.
Result<std::vector<Stored>> stored_constants(const Graph& graph) {
  std::vector<Stored> all;
  for (const GraphTensor& tensor : graph.tensors) {
    if (tensor.constant.empty()) continue;
    all.push_back({tensor.constant, &tensor});
    for (const auto table : tensor.tables)
      if (!table.empty()) all.push_back({table, &tensor, true});
  }
  std::ranges::stable_sort(all, std::less<>(), place);
  all.erase(std::ranges::unique(all, std::equal_to<>(), place).begin(), all.end());
  for (std::size_t i = 1; i < all.size(); ++i)
    if (place(all[i - 1]) + all[i - 1].bytes.size() > place(all[i]))
      return fail(ErrorCode::kMalformed, "its buffers overlap; the file is damaged, export it again");
  return all;
}

/// Whether a constant is weights or biases: any real or narrow number; wide integers only with a scale
/// (biases), since without one they are shapes, axes and indices.
bool is_parameter(const GraphTensor& tensor) {
  switch (tensor.element_type) {
    case ElementType::kFloat32:
    case ElementType::kFloat16:
    case ElementType::kFloat64:
    case ElementType::kInt4:
    case ElementType::kInt8:
    case ElementType::kUInt8:
    case ElementType::kInt16:
      return true;
    default:
      return tensor.quantized;
  }
}

bool is_large_matrix(const GraphTensor& tensor) {
  return tensor.shape.size() >= 2 && element_count(tensor) >= kSmallestLeftoverElements;
}

std::uint64_t duplicate_bytes(const std::vector<Stored>& constants) {
  std::map<std::size_t, std::vector<std::span<const std::byte>>> by_size;
  for (const Stored& stored : constants)
    if (stored.bytes.size() >= kSmallestDuplicateBytes) by_size[stored.bytes.size()].push_back(stored.bytes);
  std::uint64_t bytes = 0;
  for (const auto& [size, equals] : by_size) {
    if (equals.size() < 2) continue;
    std::set<Sha256Digest> seen;
    for (const auto content : equals)
      if (!seen.insert(sha256(content)).second) bytes += size;
  }
  return bytes;
}

std::string number_type(const GraphTensor& tensor) {
  return tensor.stored_as.empty() ? std::string(to_string(tensor.element_type)) : tensor.stored_as;
}

void add_constant_facts(const std::vector<Stored>& constants, Model& model) {
  bool quantized = false;
  std::uint64_t float32_bytes = 0;
  for (const auto& [bytes, tensor, table] : constants) {
    model.bytes_by_type[number_type(*tensor)] += bytes.size();
    if (table) continue;
    if (is_parameter(*tensor)) model.parameter_count = saturating_add(model.parameter_count, element_count(*tensor));
    if (!is_large_matrix(*tensor)) continue;
    if (tensor->element_type == ElementType::kFloat32 && tensor->stored_as.empty())
      float32_bytes += bytes.size();
    else if (tensor->quantized)
      quantized = true;
  }
  model.leftover_float32_bytes = quantized ? float32_bytes : 0;
  model.duplicate_bytes = duplicate_bytes(constants);
}

/// The constants that a node reads, each once.
std::vector<const GraphTensor*> constants_of(const Graph& graph, const GraphNode& node) {
  std::vector<const GraphTensor*> read;
  for (const std::int32_t index : node.inputs)
    if (index >= 0 && !graph.tensors[static_cast<std::size_t>(index)].constant.empty())
      read.push_back(&graph.tensors[static_cast<std::size_t>(index)]);
  const auto value_of = [](const GraphTensor* tensor) { return tensor->constant.data(); };
  std::ranges::sort(read, std::less<>(), value_of);
  read.erase(std::ranges::unique(read, std::equal_to<>(), value_of).begin(), read.end());
  return read;
}

struct Layer {
  const GraphNode* node = nullptr;
  std::uint64_t bytes = 0, multiply_accumulates = 0;
  std::uint64_t largest_bytes = 0;  // of one constant, whose type is the layer's
  ElementType type = ElementType::kOther;
};

void add_largest_layers(const Graph& graph, std::vector<Layer> layers, Model& model) {
  constexpr std::size_t kMost = 10;
  std::erase_if(layers, [](const Layer& layer) { return layer.bytes == 0; });
  std::ranges::stable_sort(layers, std::greater<>(), &Layer::bytes);
  if (layers.size() > kMost) layers.resize(kMost);
  for (const Layer& layer : layers) {
    const auto& outputs = layer.node->outputs;
    const bool named = !outputs.empty() && outputs[0] >= 0;
    const std::string_view name = named ? graph.tensors[static_cast<std::size_t>(outputs[0])].name : "";
    model.largest_layers.push_back({std::string(name), std::string(layer.node->operator_name), layer.bytes,
                                    layer.multiply_accumulates, std::string(to_string(layer.type))});
  }
}

void add_node_facts(const Graph& graph, Model& model) {
  std::vector<Layer> layers;
  std::map<std::string_view, OperatorFacts> operators;
  std::set<std::pair<std::string_view, const std::byte*>> counted;  // a buffer once for each operator
  std::set<std::string_view> uncounted;
  for (const GraphNode& node : graph.nodes) {
    const auto macs = multiply_accumulates(graph, node);
    if (!macs) uncounted.insert(node.operator_name);
    Layer layer{&node, 0, macs.value_or(0), 0, ElementType::kOther};
    OperatorFacts& facts = operators[node.operator_name];
    for (const GraphTensor* constant : constants_of(graph, node)) {
      const std::uint64_t bytes = stored_bytes(*constant);
      layer.bytes += bytes;
      if (bytes > layer.largest_bytes) layer.largest_bytes = bytes, layer.type = constant->element_type;
      if (counted.emplace(node.operator_name, constant->constant.data()).second) facts.parameter_bytes += bytes;
    }
    ++facts.count;
    facts.multiply_accumulates = saturating_add(facts.multiply_accumulates, layer.multiply_accumulates);
    model.multiply_accumulates = saturating_add(model.multiply_accumulates, layer.multiply_accumulates);
    layers.push_back(layer);
  }
  for (auto& [name, facts] : operators) {
    facts.name = name;
    model.operators.push_back(std::move(facts));
  }
  std::ranges::stable_sort(model.operators, std::greater<>(), &OperatorFacts::parameter_bytes);
  model.uncounted_operators.assign(uncounted.begin(), uncounted.end());
  add_largest_layers(graph, std::move(layers), model);
}

std::uint64_t activation_bytes(const Graph& graph) {
  std::uint64_t bytes = 0;
  for (const GraphTensor& tensor : graph.tensors) {
    if (!tensor.constant.empty()) continue;
    const auto bits = static_cast<std::uint64_t>(element_bits(tensor.element_type));
    const std::uint64_t all = saturating_multiply(element_count(tensor), bits);
    bytes = saturating_add(bytes, all / 8 + (all % 8 != 0 ? 1 : 0));
  }
  return bytes;
}

}  // namespace

Result<void> add_graph_facts(const Graph& graph, Model& model) {
  MUSTER_TRY(const auto constants, stored_constants(graph));
  add_constant_facts(constants, model);
  add_node_facts(graph, model);
  model.activation_bytes = activation_bytes(graph);
  return {};
}

}  // namespace muster
