#include "model/tflite_graph.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace muster {
namespace {

using Op = tflite::BuiltinOperator;

OperatorKind kind_of(Op op) {
  static constexpr std::array<std::pair<Op, OperatorKind>, 20> kKinds = {{
      {Op::CONV_2D, OperatorKind::kConvolution},
      {Op::DEPTHWISE_CONV_2D, OperatorKind::kDepthwise},
      {Op::TRANSPOSE_CONV, OperatorKind::kTransposed},
      {Op::FULLY_CONNECTED, OperatorKind::kFullyConnected},
      {Op::BATCH_MATMUL, OperatorKind::kBatchMatmul},
      {Op::CUSTOM, OperatorKind::kUncounted},
      {Op::DELEGATE, OperatorKind::kUncounted},
      {Op::CONV_3D, OperatorKind::kUncounted},
      {Op::CONV_3D_TRANSPOSE, OperatorKind::kUncounted},
      {Op::LSTM, OperatorKind::kUncounted},
      {Op::RNN, OperatorKind::kUncounted},
      {Op::SVDF, OperatorKind::kUncounted},
      {Op::UNIDIRECTIONAL_SEQUENCE_RNN, OperatorKind::kUncounted},
      {Op::UNIDIRECTIONAL_SEQUENCE_LSTM, OperatorKind::kUncounted},
      {Op::BIDIRECTIONAL_SEQUENCE_RNN, OperatorKind::kUncounted},
      {Op::BIDIRECTIONAL_SEQUENCE_LSTM, OperatorKind::kUncounted},
      {Op::RFFT2D, OperatorKind::kUncounted},
      {Op::STABLEHLO_CONVOLUTION, OperatorKind::kUncounted},
      {Op::STABLEHLO_DOT_GENERAL, OperatorKind::kUncounted},
      {Op::STABLEHLO_CUSTOM_CALL, OperatorKind::kUncounted},
  }};
  const auto* found = std::ranges::find(kKinds, op, &std::pair<Op, OperatorKind>::first);
  if (found != kKinds.end()) return found->second;
  return *tflite::EnumNameBuiltinOperator(op) == '\0' ? OperatorKind::kUncounted : OperatorKind::kPlain;
}

GraphTensor graph_tensor(const TfliteFile& file, const tflite::Tensor& tensor) {
  GraphTensor restated;
  restated.name = bounded_text(tensor.name());
  restated.element_type = tflite_element_type(tensor.type());
  restated.shape = tflite_shape(tensor);
  restated.quantized = tensor.quantization() != nullptr && !elements(tensor.quantization()->scale()).empty();
  restated.sparse = tensor.sparsity() != nullptr;
  // Buffer 0 is the format's empty one; a variable's buffer is at most its first value.
  if (tensor.buffer() != 0 && !tensor.is_variable()) restated.constant = file.buffers[tensor.buffer()];
  return restated;
}

std::vector<std::int32_t> shifted(std::span<const std::int32_t> indices, std::size_t base) {
  std::vector<std::int32_t> moved;
  moved.reserve(indices.size());
  for (const std::int32_t index : indices) moved.push_back(index < 0 ? -1 : index + static_cast<std::int32_t>(base));
  return moved;
}

GraphNode graph_node(const tflite::Operator& node, const tflite::OperatorCode& code, std::size_t base) {
  GraphNode restated;
  restated.kind = kind_of(tflite_operator(code));
  restated.operator_name = tflite_operator_name(code);
  restated.inputs = shifted(elements(node.inputs()), base);
  restated.outputs = shifted(elements(node.outputs()), base);
  const auto* matmul = node.builtin_options_as_BatchMatMulOptions();
  restated.transpose_x = matmul != nullptr && matmul->adj_x();
  return restated;
}

}  // namespace

TfliteGraph tflite_graph(const TfliteFile& file) {
  TfliteGraph restated;
  std::set<std::string_view> custom, select_tf;
  for (const tflite::SubGraph* part : *file.root->subgraphs()) {
    const std::size_t base = restated.graph.tensors.size();
    for (flatbuffers::uoffset_t i = 0; part->tensors() != nullptr && i < part->tensors()->size(); ++i)
      restated.graph.tensors.push_back(graph_tensor(file, *part->tensors()->Get(i)));
    for (flatbuffers::uoffset_t i = 0; part->operators() != nullptr && i < part->operators()->size(); ++i) {
      const tflite::Operator& node = *part->operators()->Get(i);
      const tflite::OperatorCode& code = *file.root->operator_codes()->Get(node.opcode_index());
      restated.graph.nodes.push_back(graph_node(node, code, base));
      const std::string_view name = restated.graph.nodes.back().operator_name;
      if (tflite_operator(code) == Op::CUSTOM) (name.starts_with("Flex") ? select_tf : custom).insert(name);
    }
  }
  restated.custom_operators.assign(custom.begin(), custom.end());
  restated.select_tf_operators.assign(select_tf.begin(), select_tf.end());
  return restated;
}

}  // namespace muster
