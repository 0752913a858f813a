#include "model/coreml/program_graph.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "model/coreml/compressed_weights.h"
#include "model/coreml/program_operators.h"
#include "model/coreml/program_values.h"

namespace muster {
namespace {

namespace mil = CoreML::Specification::MILSpec;

GraphTensor computed_tensor(const mil::ValueType& type) {
  GraphTensor tensor;
  if (!type.has_tensortype()) return tensor;
  tensor.element_type = program_type(type.tensortype().datatype()).element_type;
  tensor.shape = program_shape(type.tensortype());
  return tensor;
}

class Reader {
 public:
  Reader(const CoremlFile& file, const ComputedShapes& computed, ProgramGraph& program)
      : file_(file), computed_(computed), program_(program), graph_(program.builder) {}

  Result<void> add_block(const mil::Block& block) {
    MUSTER_CHECK_OK(define_inputs(block.inputs()));
    for (const mil::Operation& operation : block.operations()) MUSTER_CHECK_OK(add(operation));
    for (const std::string& output : block.outputs()) MUSTER_CHECK_OK(graph_.read(output, "the program's output"));
    return {};
  }

  template <class Inputs>
  Result<void> define_inputs(const Inputs& inputs) {
    for (const mil::NamedValueType& input : inputs) {
      if (input.type().has_statetype())
        return fail(ErrorCode::kUnsupported, fmt::format("state {}: models that keep state between images are not run",
                                                         in_quotes(input.name())));
      graph_.define(input.name(), activation(input));
    }
    return {};
  }

 private:
  /// What an operator computes, in the shape that is stated, or else was computed.
  [[nodiscard]] GraphTensor activation(const mil::NamedValueType& value) const {
    GraphTensor tensor = computed_tensor(value.type());
    const bool open = std::ranges::any_of(tensor.shape, [](std::int64_t size) { return size < 0; });
    const auto known = open ? computed_.find(value.name()) : computed_.end();
    if (known != computed_.end()) tensor.shape = known->second;
    return tensor;
  }

  Result<void> add(const mil::Operation& operation) {
    if (operation.type() == "const") return add_const(operation);
    if (operation.type().starts_with("constexpr_")) return add_compressed(operation);
    MUSTER_CHECK_OK(add_node(operation));
    for (const mil::Block& block : operation.blocks()) MUSTER_CHECK_OK(add_block(block));
    return {};
  }

  Result<void> add_const(const mil::Operation& operation) {
    const auto value = operation.attributes().find("val");
    if (value == operation.attributes().end() || operation.outputs_size() != 1)
      return fail(ErrorCode::kMalformed, "a 'const' operator without a value");
    MUSTER_TRY(GraphTensor tensor, constant_tensor(value->second));
    graph_.define(operation.outputs(0).name(), std::move(tensor));
    program_.constants[operation.outputs(0).name()] = &value->second;
    return {};
  }

  /// A constant of rank 1 or more; of less, a tensor without bytes and without a size.
  Result<GraphTensor> constant_tensor(const mil::Value& value) {
    if (value.type().tensortype().dimensions_size() == 0) return GraphTensor();
    GraphTensor tensor = computed_tensor(value.type());
    MUSTER_TRY(tensor.constant, program_bytes(file_, value));
    if (tensor.constant.empty()) tensor.element_type = ElementType::kOther;
    if (tensor.element_type == ElementType::kOther)
      tensor.stored_as = program_type(value.type().tensortype().datatype()).name;
    return tensor;
  }

  Result<void> add_compressed(const mil::Operation& operation) {
    const int last = operation.outputs_size() - 1;
    if (last < 0) return fail(ErrorCode::kMalformed, fmt::format("{} without an output", in_quotes(operation.type())));
    std::vector<CompressedPart> parts;
    for (const auto& [name, value] : operation.attributes())
      if (name != "name") MUSTER_CHECK_OK(add_part(name, value, parts));
    for (const auto& [name, argument] : operation.inputs()) {
      for (const auto& binding : argument.arguments()) {
        if (binding.has_value()) MUSTER_CHECK_OK(add_part(name, binding.value(), parts));
        if (!binding.has_name()) continue;
        MUSTER_TRY(const std::int32_t index, graph_.read(binding.name(), operation.type()));
        const auto constant = program_.constants.find(binding.name());
        if (constant != program_.constants.end()) {
          MUSTER_CHECK_OK(add_part(name, *constant->second, parts));
        } else {
          const GraphTensor& tensor = graph_.tensor(index);
          parts.push_back({name, nullptr, tensor.constant, tensor.tables, tensor.stored_as});
        }
        graph_.forget(index);  // its bytes are now those of the weights that it is part of
      }
    }
    // Those that restore sparse weights give their mask first.
    for (int i = 0; i < last; ++i) graph_.define(operation.outputs(i).name(), GraphTensor());
    const mil::NamedValueType& values = operation.outputs(last);
    graph_.define(values.name(), compressed_tensor(operation.type(), computed_tensor(values.type()), std::move(parts)));
    return {};
  }

  Result<void> add_part(const std::string& name, const mil::Value& value, std::vector<CompressedPart>& parts) {
    if (name == "shape" || value.type().tensortype().dimensions_size() == 0) return {};
    MUSTER_TRY(const auto bytes, program_bytes(file_, value));
    parts.push_back({name, &value.type().tensortype(), bytes, {}, {}});
    return {};
  }

  Result<void> add_node(const mil::Operation& operation) {
    GraphNode node{program_operator_kind(operation.type()), bounded_name(operation.type()), {}, {}, false};
    std::vector<std::pair<std::string_view, const mil::Argument*>> inputs;
    for (const auto& [name, argument] : operation.inputs()) inputs.emplace_back(name, &argument);
    std::ranges::sort(inputs, {}, [](const auto& input) { return std::pair(rank(input.first), input.first); });
    for (const auto& [name, argument] : inputs) {
      for (const auto& binding : argument->arguments()) {
        if (binding.has_name()) {
          MUSTER_TRY(const std::int32_t index, graph_.read(binding.name(), operation.type()));
          node.inputs.push_back(index);
        } else {
          MUSTER_TRY(GraphTensor tensor, constant_tensor(binding.value()));
          node.inputs.push_back(graph_.define("", std::move(tensor)));
        }
      }
    }
    const mil::Value* transpose = constant_input(program_.constants, operation, "transpose_x");
    node.transpose_x = transpose != nullptr && transpose->immediatevalue().tensor().bools().values_size() == 1 &&
                       transpose->immediatevalue().tensor().bools().values(0);
    for (const mil::NamedValueType& output : operation.outputs())
      node.outputs.push_back(graph_.define(output.name(), activation(output)));
    if (operation.type() == "classify") program_.classify = &operation;
    return graph_.add(std::move(node));
  }

  /// Where an input stands in a node: x, then what it is multiplied by, then the others.
  static int rank(std::string_view input) {
    if (input == "x") return 0;
    return input == "weight" || input == "y" ? 1 : 2;
  }

  const CoremlFile& file_;
  const ComputedShapes& computed_;
  ProgramGraph& program_;
  GraphBuilder& graph_;
};

}  // namespace

const mil::Value* constant_input(const ProgramConstants& constants, const mil::Operation& operation,
                                 const std::string& input) {
  const auto argument = operation.inputs().find(input);
  if (argument == operation.inputs().end() || argument->second.arguments_size() != 1) return nullptr;
  const auto& binding = argument->second.arguments(0);
  if (binding.has_value()) return &binding.value();
  const auto found = constants.find(binding.name());
  return found == constants.end() ? nullptr : found->second;
}

Result<ProgramGraph> program_graph(const CoremlFile& file, const mil::Program& program, const std::string& name,
                                   const ComputedShapes& computed) {
  const auto function = program.functions().find(name);
  if (function == program.functions().end())
    return fail(ErrorCode::kMalformed, fmt::format("the program has no function {}", in_quotes(name)));
  const auto& blocks = function->second.block_specializations();
  const auto block = blocks.find(function->second.opset());
  if (block == blocks.end())
    return fail(ErrorCode::kMalformed,
                fmt::format("the program has no block for its operator set {}", in_quotes(function->second.opset())));
  ProgramGraph graph;
  graph.block = &block->second;
  Reader reader(file, computed, graph);
  MUSTER_CHECK_OK(reader.define_inputs(function->second.inputs()));
  MUSTER_CHECK_OK(reader.add_block(block->second));
  return graph;
}

}  // namespace muster
