#include "runtime/coreml/translate_program.h"

#include <fmt/format.h>

#include "base/text.h"
#include "runtime/coreml/mil/operators.h"
#include "runtime/coreml/program_function.h"
#include "runtime/coreml/program_input.h"
#include "runtime/coreml/reason_of.h"

namespace muster {
namespace {

using CoreML::Specification::Model;
using CoreML::Specification::ModelDescription;
namespace spec = CoreML::Specification::MILSpec;

/// Whether what was computed can be kept, and has the shape that the program states; dimensions that it leaves open
/// fit any.
Result<void> check_shape(const spec::ValueType& stated, const Node& node) {
  const std::string shown = node.get_partial_shape().to_string();
  if (node.get_partial_shape().is_dynamic())
    return fail(ErrorCode::kUnsupported, fmt::format("a shape that is only known in the run: {}", shown));
  const std::vector<std::size_t> shape = node.get_shape();
  const std::uint64_t count = element_count(node.get_shape());
  if (count > kMostElements)
    return fail(ErrorCode::kUnsupported, fmt::format("a tensor of shape {}, which is far too large", shown));
  if (count == 0) return fail(ErrorCode::kMalformed, fmt::format("a tensor without elements: {}", shown));
  if (!stated.has_tensortype()) return {};
  const auto& dimensions = stated.tensortype().dimensions();
  bool fits = static_cast<std::size_t>(dimensions.size()) == shape.size();
  for (int i = 0; fits && i < dimensions.size(); ++i)
    fits = !dimensions[i].has_constant() || dimensions[i].constant().size() == shape[static_cast<std::size_t>(i)];
  if (fits) return {};
  return fail(ErrorCode::kMalformed, fmt::format("the shape is {}, which is not what the program states", shown));
}

/// "operator conv 'x'"
std::string describe(const spec::Operation& operation) {
  const std::string name = operation.outputs_size() > 0 ? operation.outputs(0).name() : "";
  return fmt::format("operator {} {}", printable(operation.type(), 60), in_quotes(name));
}

class ProgramTranslation {
 public:
  ProgramTranslation(const Model& model, const CoremlFile& file, ComputedShapes* shapes)
      : description_(model.description()), file_(file), shapes_(shapes) {}

  Result<std::shared_ptr<ov::Model>> run(const ProgramFunction& program) {
    for (const auto& feature : description_.input()) {
      MUSTER_TRY(const ProgramInput input, program_input(feature));
      input.parameter->output(0).get_tensor().set_names({feature.name()});
      parameters_.push_back(input.parameter);
      MUSTER_CHECK_OK(define(feature.name(), {input.seen, {}}));
    }
    for (const auto& input : program.function->inputs()) MUSTER_CHECK_OK(check_input(input));
    for (const spec::Operation& operation : program.block->operations()) {
      auto translated = translate(operation);
      if (!translated) return tl::unexpected(with_context(std::move(translated).error(), describe(operation)));
    }
    return finished();
  }

 private:
  /// A name stands for one value. The constants that have one are bounded: a few bytes can stand for many.
  Result<void> define(const std::string& name, mil::Value value) {
    constexpr std::uint64_t kMostConstants = std::uint64_t{1} << 32U;  // bytes
    if (value.texts.empty() && ov::is_type<ops::Constant>(value.node.get_node()))
      constant_bytes_ += value.node.get_tensor().size();
    if (constant_bytes_ > kMostConstants) return fail(ErrorCode::kUnsupported, "weights of more than 4 GB");
    if (shapes_ != nullptr && value.texts.empty()) {
      const ov::Shape shape = value.node.get_shape();
      shapes_->try_emplace(name, shape.begin(), shape.end());
    }
    if (scope_.try_emplace(name, std::move(value)).second) return {};
    return fail(ErrorCode::kMalformed, fmt::format("the name {} is given twice", in_quotes(name)));
  }

  /// Whether an input of the function is one of the model's.
  Result<void> check_input(const spec::NamedValueType& input) const {
    const auto found = scope_.find(input.name());
    auto checked = found == scope_.end() ? fail(ErrorCode::kMalformed, "the model does not have it")
                                         : check_shape(input.type(), found->second.node);
    if (checked) return {};
    return tl::unexpected(with_context(std::move(checked).error(), "the function's input " + in_quotes(input.name())));
  }

  Result<void> translate(const spec::Operation& operation) {
    if (operation.type() == "const") return keep_constant(operation);
    mil::Operation op(operation, scope_, file_);
    Nodes outputs;
    try {
      outputs = mil::find_operator(operation.type())(op);
    } catch (const std::exception& thrown) {  // OpenVINO's, of what it cannot build
      MUSTER_CHECK_OK(op.outcome());
      return fail(ErrorCode::kMalformed, reason_of(thrown));
    }
    MUSTER_CHECK_OK(op.outcome());
    if (outputs.size() != op.output_count())
      return fail(ErrorCode::kMalformed,
                  fmt::format("it has {} outputs, and {} are named", outputs.size(), op.output_count()));
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const spec::NamedValueType& output = operation.outputs(static_cast<int>(i));
      const bool label = operation.type() == "classify";  // whose form the network does not compute
      if (!label) MUSTER_CHECK_OK(check_shape(output.type(), outputs[i]));
      MUSTER_CHECK_OK(define(output.name(), {outputs[i], {}}));
    }
    return {};
  }

  Result<void> keep_constant(const spec::Operation& operation) {
    const auto value = operation.attributes().find("val");
    if (value == operation.attributes().end() || operation.outputs_size() != 1)
      return fail(ErrorCode::kMalformed, "a constant without a value or a name");
    const auto more = static_cast<std::size_t>(operation.attributes().contains("name") ? 2 : 1);
    if (operation.attributes().size() > more || !operation.inputs().empty() || operation.blocks_size() > 0)
      return fail(ErrorCode::kUnsupported, "a constant with more than a value and a name");
    MUSTER_TRY(mil::Value kept, mil::constant_value(value->second, file_));
    return define(operation.outputs(0).name(), std::move(kept));
  }

  /// What was computed under that name, as a result of the model.
  Result<Node> result_named(const std::string& name) const {
    const auto value = scope_.find(name);
    if (value == scope_.end() || !value->second.texts.empty())
      return fail(ErrorCode::kMalformed, fmt::format("the output {} is computed nowhere", in_quotes(name)));
    return value->second.node;
  }

  Result<std::shared_ptr<ov::Model>> finished() const {
    ov::ResultVector results;
    if (!description_.predictedprobabilitiesname().empty()) {
      MUSTER_TRY(const Node probabilities, result_named(description_.predictedprobabilitiesname()));
      results.push_back(std::make_shared<ops::Result>(reshaped(probabilities, {1, -1})));
      return std::make_shared<ov::Model>(results, parameters_);
    }
    if (!description_.predictedfeaturename().empty())
      return fail(ErrorCode::kUnsupported, "a classifier that does not give its probabilities");
    for (const auto& feature : description_.output()) {
      if (!feature.type().has_multiarraytype())
        return fail(ErrorCode::kUnsupported, fmt::format("the output {} is no multi-array", in_quotes(feature.name())));
      MUSTER_TRY(const Node node, result_named(feature.name()));
      results.push_back(std::make_shared<ops::Result>(node));
    }
    if (results.empty()) return fail(ErrorCode::kMalformed, "the model has no output");
    return std::make_shared<ov::Model>(results, parameters_);
  }

  const ModelDescription& description_;
  const CoremlFile& file_;
  ComputedShapes* shapes_;
  mil::Scope scope_;
  ov::ParameterVector parameters_;
  std::uint64_t constant_bytes_ = 0;
};

}  // namespace

Result<std::shared_ptr<ov::Model>> translate_program(const Model& model, const CoremlFile& file,
                                                     ComputedShapes* shapes) {
  try {
    MUSTER_TRY(const ProgramFunction program, find_function(model));
    return ProgramTranslation(model, file, shapes).run(program);
  } catch (const std::exception& thrown) {  // OpenVINO's, of what it cannot build
    return fail(ErrorCode::kMalformed, reason_of(thrown));
  }
}

}  // namespace muster
