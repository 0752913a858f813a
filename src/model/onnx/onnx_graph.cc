#include "model/onnx/onnx_graph.h"

#include <fmt/format.h>

#include <optional>
#include <unordered_map>

#include "base/text.h"
#include "model/onnx/onnx_attributes.h"
#include "model/onnx/onnx_folding.h"
#include "model/onnx/onnx_operators.h"
#include "model/onnx/onnx_shapes.h"

namespace muster {
namespace {

class Reader {
 public:
  explicit Reader(const OnnxFile& file) : file_(file) {}

  Result<GraphBuilder> read() && {
    const onnx::GraphProto& graph = file_.message.graph();
    for (const auto& value : graph.value_info()) stated_.emplace(value.name(), &value);
    for (const auto& value : graph.output()) stated_.emplace(value.name(), &value);
    for (const auto& input : graph.input()) graph_.define(input.name(), value_tensor(input));
    for (const auto& tensor : graph.initializer()) MUSTER_CHECK_OK(add_constant(tensor.name(), tensor));
    for (const auto& sparse : graph.sparse_initializer()) {
      MUSTER_CHECK_OK(add_constant(sparse.values().name(), sparse.values()));
      graph_.set_stored_as(graph_.find(sparse.values().name()), "sparse");
    }
    for (const auto& node : graph.node()) MUSTER_CHECK_OK(add(node));
    for (const auto& output : graph.output()) MUSTER_CHECK_OK(graph_.read(output.name(), "the model's output"));
    return std::move(graph_);
  }

 private:
  /// A computed value with the shape that the file states; a dynamic batch is 1.
  static GraphTensor value_tensor(const onnx::ValueInfoProto& value) {
    GraphTensor tensor;
    tensor.element_type = onnx_element_type(value.type().tensor_type().elem_type());
    tensor.shape = onnx_shape(value).value_or(std::vector<std::int64_t>{});
    if (!tensor.shape.empty() && tensor.shape[0] == -1) tensor.shape[0] = 1;
    return tensor;
  }

  Result<void> add_constant(const std::string& name, const onnx::TensorProto& stored) {
    MUSTER_TRY(GraphTensor tensor, onnx_tensor(file_, stored));
    graph_.define(name, std::move(tensor));
    if (auto values = onnx_integers(stored)) values_.emplace(name, std::move(*values));
    return {};
  }

  /// What is known of an input: nothing of one that is left out.
  KnownShape shape_of(std::int32_t index) const {
    if (index < 0 || graph_.tensor(index).shape.empty()) return std::nullopt;
    return checked(graph_.tensor(index).shape);
  }
  std::optional<SmallIntegers> values_of(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::nullopt : std::optional(found->second);
  }

  Result<void> add(const onnx::NodeProto& node) {
    GraphNode restated{
        onnx_operator_kind(node), bounded_name(node.op_type()), {}, {}, onnx_integer(node, "transA", 0) != 0};
    std::vector<KnownShape> shapes;
    std::vector<std::optional<SmallIntegers>> values;
    for (const std::string& input : node.input()) {
      std::int32_t index = -1;
      if (!input.empty()) {
        MUSTER_TRY(index, graph_.read(input, node.name().empty() ? node.op_type() : node.name()));
      }
      restated.inputs.push_back(index);
      shapes.push_back(shape_of(index));
      values.push_back(values_of(input));
    }
    // x, scale, zero point, weights …: the weights second, as in all other operators.
    if (node.op_type().starts_with("QLinear") && restated.inputs.size() > 3)
      std::swap(restated.inputs[1], restated.inputs[3]);
    if (auto folded = onnx_folded(node, shapes, values); folded && node.output_size() == 1)
      values_.emplace(node.output(0), std::move(*folded));
    if (node.op_type() == "Constant") return add_constant_node(node);
    const KnownShape followed = onnx_output_shape(node, shapes, values);
    for (int i = 0; i < node.output_size(); ++i)
      restated.outputs.push_back(graph_.define(node.output(i), output_tensor(node, i, followed, restated)));
    return graph_.add(std::move(restated));
  }

  Result<void> add_constant_node(const onnx::NodeProto& node) {
    if (node.output_size() != 1) return fail(ErrorCode::kMalformed, "a Constant operator without its one output");
    const auto* value = onnx_attribute(node, "value");
    if (value != nullptr) return add_constant(node.output(0), value->t());
    graph_.define(node.output(0), GraphTensor());
    return {};
  }

  GraphTensor output_tensor(const onnx::NodeProto& node, int i, const KnownShape& followed,
                            const GraphNode& restated) const {
    GraphTensor tensor;
    const auto stated = stated_.find(node.output(i));
    if (stated != stated_.end()) tensor = value_tensor(*stated->second);
    if (followed && i == 0 && !checked(tensor.shape.empty() ? KnownShape() : KnownShape(tensor.shape)))
      tensor.shape = *followed;
    // What is not stated has mostly the type of what it is made from.
    if (stated == stated_.end() && !restated.inputs.empty() && restated.inputs[0] >= 0)
      tensor.element_type = graph_.tensor(restated.inputs[0]).element_type;
    return tensor;
  }

  const OnnxFile& file_;
  GraphBuilder graph_;
  std::unordered_map<std::string_view, const onnx::ValueInfoProto*> stated_;
  std::unordered_map<std::string_view, SmallIntegers> values_;
};

}  // namespace

Result<GraphBuilder> onnx_graph(const OnnxFile& file) {
  return Reader(file).read();
}

}  // namespace muster
