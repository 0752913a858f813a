#include "model/output_activation.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {
namespace {

/// "EXPAND_DIMS", "expand_dims" and "expandDims" are one word in three formats.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name)
    if (c != '_') plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (plain.starts_with("stablehlo")) plain.erase(0, 9);
  return plain;
}

bool is_any_of(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

/// Operators that only move the numbers, or store them otherwise.
constexpr auto kTransparent = std::to_array<std::string_view>(
    {"dequantize",  "quantize",      "dequantizelinear", "quantizelinear", "fakequant",
     "reshape",     "reshapestatic", "reshapelike",      "reshapedynamic", "rankpreservingreshape",
     "squeeze",     "unsqueeze",     "expanddims",       "flatten",        "flatten2d",
     "flattento2d", "cast",          "convert",          "identity",       "copy",
     "dropout",     "transpose",     "permute",          "classify"});
constexpr auto kSoftmax = std::to_array<std::string_view>({"softmax", "softmaxnd", "qlinearsoftmax"});
constexpr auto kSigmoid =
    std::to_array<std::string_view>({"logistic", "sigmoid", "qlinearsigmoid", "hardsigmoid", "sigmoidhard"});
/// Operators that make any number of any number: what they compute has gone through neither.
constexpr auto kPlain = std::to_array<std::string_view>({"fullyconnected",
                                                         "conv2d",
                                                         "conv",
                                                         "convolution",
                                                         "depthwiseconv2d",
                                                         "convinteger",
                                                         "qlinearconv",
                                                         "gemm",
                                                         "qgemm",
                                                         "matmul",
                                                         "matmulinteger",
                                                         "qlinearmatmul",
                                                         "batchmatmul",
                                                         "batchedmatmul",
                                                         "dotgeneral",
                                                         "linear",
                                                         "innerproduct",
                                                         "batchnormalization",
                                                         "batchnorm",
                                                         "layernormalization",
                                                         "relu",
                                                         "relu6",
                                                         "relun1to1",
                                                         "leakyrelu",
                                                         "prelu",
                                                         "elu",
                                                         "gelu",
                                                         "hardswish",
                                                         "tanh",
                                                         "sin",
                                                         "cos",
                                                         "l2normalization",
                                                         "l2normalize",
                                                         "l2norm",
                                                         "lpnormalization",
                                                         "clampedrelu"});
constexpr auto kMeans = std::to_array<std::string_view>(
    {"mean", "averagepool2d", "avgpool", "averagepool", "globalaveragepool", "reducemean", "pooling"});
constexpr auto kBias = std::to_array<std::string_view>({"add", "sub", "bias", "addbroadcastable"});

constexpr int kFurthest = 16;  // operators back from the output

/// The network, read from its end.
class Reader {
 public:
  explicit Reader(const Graph& graph) : producers_(graph.tensors.size(), nullptr) {
    for (const GraphNode& node : graph.nodes)
      for (const std::int32_t output : node.outputs)
        if (output >= 0) producers_[static_cast<std::size_t>(output)] = &node;
  }

  /// The operator that computes the tensor, behind transparent ones; null: there is none.
  [[nodiscard]] const GraphNode* source(std::int32_t tensor) const {
    for (int step = 0; step < kFurthest; ++step) {
      const GraphNode* node = producer(tensor);
      if (node == nullptr || !is_any_of(plain_name(node->operator_name), kTransparent)) return node;
      tensor = computed_input(*node);
    }
    return nullptr;
  }

  [[nodiscard]] std::string_view activation(const GraphNode& node, int depth = 0) const {
    const std::string name = plain_name(node.operator_name);
    if (is_any_of(name, kSoftmax) || is_spelled_out_softmax(node, name)) return "softmax";
    if (name == "logsoftmax") return "log_softmax";
    if (is_any_of(name, kSigmoid)) return "sigmoid";
    if (is_any_of(name, kPlain)) return "none";
    const bool passes_on = is_any_of(name, kMeans) || (is_any_of(name, kBias) && has_constant(node));
    if (!passes_on || depth == kFurthest) return "";
    const GraphNode* before = source(computed_input(node));
    if (before == nullptr) return "";
    return activation(*before, depth + 1) == "none" ? "none" : "";  // a mean of probabilities is another thing
  }

 private:
  [[nodiscard]] const GraphNode* producer(std::int32_t tensor) const {
    return tensor < 0 ? nullptr : producers_[static_cast<std::size_t>(tensor)];
  }

  /// The first input that an operator computes; −1: there is none.
  [[nodiscard]] std::int32_t computed_input(const GraphNode& node) const {
    const auto found =
        std::ranges::find_if(node.inputs, [&](std::int32_t input) { return producer(input) != nullptr; });
    return found == node.inputs.end() ? -1 : *found;
  }

  [[nodiscard]] bool has_constant(const GraphNode& node) const {
    const auto computed =
        std::ranges::count_if(node.inputs, [&](std::int32_t input) { return producer(input) != nullptr; });
    return computed == 1;
  }

  /// exp(x) / sum(exp(x)).
  [[nodiscard]] bool is_spelled_out_softmax(const GraphNode& node, std::string_view name) const {
    constexpr auto kDivisions = std::to_array<std::string_view>({"div", "divide", "realdiv", "dividebroadcastable"});
    constexpr auto kExponentials = std::to_array<std::string_view>({"exp", "exponential"});
    constexpr auto kSums = std::to_array<std::string_view>({"sum", "reducesum", "reduce"});
    if (!is_any_of(name, kDivisions) || node.inputs.size() < 2) return false;
    const GraphNode* above = source(node.inputs[0]);
    const GraphNode* below = source(node.inputs[1]);
    if (above == nullptr || below == nullptr) return false;
    return is_any_of(plain_name(above->operator_name), kExponentials) &&
           is_any_of(plain_name(below->operator_name), kSums) && source(computed_input(*below)) == above;
  }

  std::vector<const GraphNode*> producers_;  // by tensor; null: an input or a constant
};

}  // namespace

void add_output_activation(const Graph& graph, std::int32_t output, Model& model) {
  const Reader reader(graph);
  const GraphNode* node = reader.source(output);
  if (node == nullptr) return;
  model.output_operator = node->operator_name;
  model.output_activation = reader.activation(*node);
}

}  // namespace muster
