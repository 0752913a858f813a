#include "model/coreml/program_facts.h"

#include <fmt/format.h>

#include "model/coreml/function_to_run.h"
#include "model/coreml/program_graph.h"
#include "model/coreml/program_values.h"
#include "model/graph_facts.h"
#include "model/output_activation.h"

namespace muster {
namespace {

namespace mil = CoreML::Specification::MILSpec;

bool reads(const mil::Operation& operation, const std::string& name) {
  for (const auto& [input, argument] : operation.inputs())
    for (const auto& binding : argument.arguments())
      if (binding.name() == name) return true;
  return false;
}

/// The one operator that reads a tensor, behind casts; nullptr: none or several do.
const mil::Operation* only_reader(const mil::Block& block, std::string name) {
  constexpr int kMostCasts = 4;
  for (int casts = 0; casts < kMostCasts; ++casts) {
    const mil::Operation* reader = nullptr;
    for (const mil::Operation& operation : block.operations()) {
      if (!reads(operation, name)) continue;
      if (reader != nullptr) return nullptr;
      reader = &operation;
    }
    if (reader == nullptr || reader->type() != "cast" || reader->outputs_size() != 1) return reader;
    name = reader->outputs(0).name();
  }
  return nullptr;
}

/// The constant that `operation` combines its computed input with: one number, or one a channel; empty: none such.
std::vector<float> constant_operand(const CoremlFile& file, const ProgramGraph& program,
                                    const mil::Operation& operation, std::size_t channels) {
  for (const char* input : {"y", "x"}) {
    const mil::Value* value = constant_input(program.constants, operation, input);
    if (value == nullptr) continue;
    std::vector<float> numbers = program_floats(file, *value, channels);
    // One a channel only where they lie along the channels: …×C×1×1, or C alone means the width.
    const auto shape = program_shape(value->type().tensortype());
    const bool by_channel = shape.size() >= 3 && shape[shape.size() - 3] == static_cast<std::int64_t>(channels);
    if (numbers.size() == 1 || (numbers.size() == channels && by_channel)) return numbers;
  }
  return {};
}

/// Scale and bias are a `mul` by one number and an `add` right behind the image.
void add_scale_and_bias(const CoremlFile& file, const ProgramGraph& program, Model& model) {
  const auto channels = static_cast<std::size_t>(model.inputs[0].shape.back());
  const mil::Operation* next = only_reader(*program.block, model.inputs[0].name);
  if (next != nullptr && next->type() == "mul" && next->outputs_size() == 1) {
    const auto scale = constant_operand(file, program, *next, channels);
    if (scale.size() != 1) return;
    model.image_input->scale = scale[0];
    next = only_reader(*program.block, next->outputs(0).name());
  }
  if (next == nullptr || next->type() != "add") return;
  model.image_input->bias = constant_operand(file, program, *next, channels);
  if (model.image_input->bias.size() == 1) model.image_input->bias.resize(channels, model.image_input->bias[0]);
}

/// The tensor of scores behind the output of that name: what a classifier's dictionary of probabilities is made from.
std::int32_t scores_of(const ProgramGraph& program, const std::string& output) {
  if (program.classify == nullptr) return program.builder.find(output);
  const auto argument = program.classify->inputs().find("probabilities");
  const bool named = argument != program.classify->inputs().end() && argument->second.arguments_size() == 1;
  return named ? program.builder.find(argument->second.arguments(0).name()) : -1;
}

Result<void> add_labels(const ProgramGraph& program, Model& model) {
  if (program.classify == nullptr) return {};
  const mil::Value* classes = constant_input(program.constants, *program.classify, "classes");
  if (classes == nullptr) return {};
  MUSTER_TRY(model.labels, program_labels(*classes));
  return {};
}

}  // namespace

Result<void> add_program_facts(const CoremlFile& file, const CoreML::Specification::Model& network,
                               const ComputedShapes& computed, Model& model) {
  MUSTER_TRY(const std::string function, function_to_run(network));
  if (network.mlprogram().functions().size() > 1)
    model.warnings.push_back(fmt::format("{} functions; only '{}' is looked at", network.mlprogram().functions().size(),
                                         bounded_name(function)));
  MUSTER_TRY(ProgramGraph program, program_graph(file, network.mlprogram(), function, computed));
  if (model.image_input) add_scale_and_bias(file, program, model);
  MUSTER_CHECK_OK(add_labels(program, model));
  for (TensorSpec& output : model.outputs)
    if (const std::int32_t index = program.builder.find(output.name); output.shape.empty() && index >= 0)
      output.shape = program.builder.tensor(index).shape;
  const std::int32_t output = model.outputs.size() == 1 ? scores_of(program, model.outputs[0].name) : -1;
  const Graph graph = program.builder.take();
  if (output >= 0) add_output_activation(graph, output, model);
  return add_graph_facts(graph, model);
}

}  // namespace muster
