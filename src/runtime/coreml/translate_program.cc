#include "runtime/coreml/translate_program.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "base/text.h"
#include "runtime/coreml/mil/operators.h"
#include "runtime/coreml/program_input.h"
#include "runtime/coreml/reason_of.h"

namespace muster {
namespace {

using CoreML::Specification::Model;
using CoreML::Specification::ModelDescription;
namespace spec = CoreML::Specification::MILSpec;

using Translation = Nodes (*)(mil::Operation& op);

/// Operators by their names in a program.
const std::unordered_map<std::string_view, Translation>& translations() {
  static const std::unordered_map<std::string_view, Translation> kTable{
#define MUSTER_MIL_OPERATOR(name) {#name, &mil::name},
#include "runtime/coreml/mil/operators.inc"
#undef MUSTER_MIL_OPERATOR
  };
  return kTable;
}

/// The operations that run: those of the only function, or of "main".
Result<const spec::Block*> main_block(const spec::Program& program) {
  const auto function = program.functions_size() == 1 ? program.functions().begin() : program.functions().find("main");
  if (function == program.functions().end())
    return fail(ErrorCode::kUnsupported, "a program of several functions without one called 'main'");
  const auto& blocks = function->second.block_specializations();
  const auto block = blocks.find(function->second.opset());
  if (block == blocks.end()) return fail(ErrorCode::kMalformed, "the program has no operations for its own opset");
  return &block->second;
}

Result<void> require_known_operators(const spec::Block& block) {
  std::set<std::string> unknown;
  for (const spec::Operation& operation : block.operations())
    if (operation.type() != "const" && !translations().contains(operation.type()))
      unknown.insert(printable(operation.type(), 60));
  if (unknown.empty()) return {};
  return fail(ErrorCode::kUnsupported, fmt::format("operators that are not supported: {}", fmt::join(unknown, ", ")));
}

/// Whether what was computed has the shape that the program states; dimensions that it leaves open fit any.
bool fits(const spec::ValueType& stated, const Node& node) {
  constexpr std::uint64_t kMostElements = std::uint64_t{1} << 29U;
  if (node.get_partial_shape().is_dynamic()) return false;
  const std::vector<std::size_t> shape = node.get_shape();
  std::uint64_t count = 1;
  for (const std::size_t size : shape)
    if (size > kMostElements || (count *= std::max<std::size_t>(size, 1)) > kMostElements) return false;
  if (!stated.has_tensortype()) return true;
  const auto& dimensions = stated.tensortype().dimensions();
  if (static_cast<std::size_t>(dimensions.size()) != shape.size()) return false;
  for (int i = 0; i < dimensions.size(); ++i)
    if (dimensions[i].has_constant() && dimensions[i].constant().size() != shape[static_cast<std::size_t>(i)])
      return false;
  return true;
}

class ProgramTranslation {
 public:
  ProgramTranslation(const Model& model, const CoremlFile& file) : model_(model), file_(file) {}

  Result<std::shared_ptr<ov::Model>> run() {
    MUSTER_TRY(const spec::Block* block, main_block(model_.mlprogram()));
    MUSTER_CHECK_OK(require_known_operators(*block));
    for (const auto& feature : model_.description().input()) {
      MUSTER_TRY(const ProgramInput input, program_input(feature));
      input.parameter->output(0).get_tensor().set_names({feature.name()});
      parameters_.push_back(input.parameter);
      scope_[feature.name()] = {input.seen, {}};
    }
    for (const spec::Operation& operation : block->operations()) {
      auto translated = translate(operation);
      if (!translated) return tl::unexpected(with_context(std::move(translated).error(), describe(operation)));
    }
    return finished();
  }

 private:
  static std::string describe(const spec::Operation& operation) {
    const std::string name = operation.outputs_size() > 0 ? operation.outputs(0).name() : "";
    return fmt::format("operator {} '{}'", printable(operation.type(), 60), printable(name, 80));
  }

  Result<void> translate(const spec::Operation& operation) {
    if (operation.type() == "const") return keep_constant(operation);
    mil::Operation op(operation, scope_, file_);
    Nodes outputs;
    try {
      outputs = translations().at(operation.type())(op);
    } catch (const std::exception& thrown) {  // OpenVINO's, of what it cannot build
      if (const std::string error = op.error(); !error.empty()) return fail(ErrorCode::kUnsupported, error);
      return fail(ErrorCode::kMalformed, printable(reason_of(thrown), 300));
    }
    if (const std::string error = op.error(); !error.empty()) return fail(ErrorCode::kUnsupported, error);
    if (outputs.size() != op.output_count())
      return fail(ErrorCode::kMalformed,
                  fmt::format("it has {} outputs, and {} are named", outputs.size(), op.output_count()));
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const spec::NamedValueType& output = operation.outputs(static_cast<int>(i));
      const bool label = operation.type() == "classify";  // whose form the network does not compute
      if (!label && !fits(output.type(), outputs[i]))
        return fail(ErrorCode::kMalformed,
                    fmt::format("its output has the shape {}, which is not what the program states",
                                outputs[i].get_partial_shape().to_string()));
      scope_[output.name()] = {outputs[i], {}};
    }
    return {};
  }

  Result<void> keep_constant(const spec::Operation& operation) {
    const auto value = operation.attributes().find("val");
    if (value == operation.attributes().end() || operation.outputs_size() != 1)
      return fail(ErrorCode::kMalformed, "a constant without a value or a name");
    MUSTER_TRY(mil::Value kept, mil::constant_value(value->second, file_));
    scope_[operation.outputs(0).name()] = std::move(kept);
    return {};
  }

  /// What was computed under that name, as a result of the model.
  Result<Node> result_named(const std::string& name) const {
    const auto value = scope_.find(name);
    if (value == scope_.end() || !value->second.texts.empty())
      return fail(ErrorCode::kMalformed, fmt::format("the output '{}' is computed nowhere", printable(name, 80)));
    return value->second.node;
  }

  Result<std::shared_ptr<ov::Model>> finished() const {
    const ModelDescription& description = model_.description();
    ov::ResultVector results;
    if (!description.predictedprobabilitiesname().empty()) {
      MUSTER_TRY(const Node probabilities, result_named(description.predictedprobabilitiesname()));
      results.push_back(std::make_shared<ops::Result>(reshaped(probabilities, {1, -1})));
      return std::make_shared<ov::Model>(results, parameters_);
    }
    for (const auto& feature : description.output()) {
      if (!feature.type().has_multiarraytype())
        return fail(ErrorCode::kUnsupported,
                    fmt::format("the output '{}' is no multi-array", printable(feature.name(), 80)));
      MUSTER_TRY(const Node node, result_named(feature.name()));
      results.push_back(std::make_shared<ops::Result>(node));
    }
    if (results.empty()) return fail(ErrorCode::kMalformed, "the model has no output");
    return std::make_shared<ov::Model>(results, parameters_);
  }

  const Model& model_;
  const CoremlFile& file_;
  mil::Scope scope_;
  ov::ParameterVector parameters_;
};

}  // namespace

Result<std::shared_ptr<ov::Model>> translate_program(const Model& model, const CoremlFile& file) {
  return ProgramTranslation(model, file).run();
}

}  // namespace muster
