#include "model/coreml/coreml_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "model/coreml/choose_size.h"
#include "model/coreml/feature_types.h"
#include "model/coreml/kind_of_model.h"
#include "model/coreml/network_facts.h"
#include "model/coreml/package_sizes.h"
#include "model/coreml/program_facts.h"
#include "model/graph_builder.h"

namespace muster {
namespace {

namespace spec = CoreML::Specification;

/// The oldest system that reads a specification version (coremltools, coremltools/__init__.py).
std::string required_system(int version) {
  static constexpr std::array kSystems = {"iOS 11", "iOS 11.2", "iOS 12", "iOS 13", "iOS 14",
                                          "iOS 15", "iOS 16",   "iOS 17", "iOS 18", "iOS 26"};
  const bool known = version >= 1 && version <= static_cast<int>(kSystems.size());
  return known ? kSystems[static_cast<std::size_t>(version) - 1] : "";
}

void add_metadata(const spec::Model& model, Model& facts) {
  const spec::Metadata& metadata = model.description().metadata();
  facts.format_version = std::to_string(model.specificationversion());
  facts.required_system = required_system(model.specificationversion());
  facts.description = bounded_name(metadata.shortdescription());
  facts.author = bounded_name(metadata.author());
  facts.licence = bounded_name(metadata.license());
  if (facts.required_system.empty())
    facts.warnings.push_back(fmt::format("specification version {} is not known here", facts.format_version));
}

Result<void> add_description(const spec::ModelDescription& description, Model& facts) {
  constexpr int kMost = 1000;
  if (description.state_size() > 0)
    return fail(ErrorCode::kUnsupported,
                "state: models that keep state between images are not run; export the network without it");
  if (std::max(description.input_size(), description.output_size()) > kMost)
    return fail(ErrorCode::kUnsupported, fmt::format("more than {} inputs or outputs", kMost));
  for (const auto& input : description.input()) facts.inputs.push_back(tensor_spec(input));
  if (description.input_size() > 0) {
    facts.image_input = image_input(description.input(0));
    const std::string sizes = flexible_shapes(description.input(0).type().multiarraytype());
    if (!sizes.empty()) facts.warnings.push_back("other sizes of the input, which are not tried: " + sizes);
  }
  const std::string& probabilities = description.predictedprobabilitiesname();
  for (const auto& output : description.output())
    if (probabilities.empty() || output.name() == probabilities) facts.outputs.push_back(tensor_spec(output));
  return {};
}

/// Scores by label become as many as there are labels; arrays of an unknown shape one dynamic dimension.
void finish_outputs(Model& facts) {
  for (TensorSpec& output : facts.outputs) {
    if (output.shape == kScoresByLabel && !facts.labels.empty())
      output.shape[1] = static_cast<std::int64_t>(facts.labels.size());
    if (output.shape.empty() && output.element_type != ElementType::kString) output.shape = {-1};
  }
}

/// Whether a figure, or an output's size, hangs on shapes that the file does not state.
bool leaves_open(const Model& facts) {
  const auto is_open = [](const TensorSpec& output) {
    return std::ranges::find(output.shape, -1) != output.shape.end();
  };
  return !facts.uncounted_operators.empty() || std::ranges::any_of(facts.outputs, is_open);
}

}  // namespace

Result<Model> coreml_facts(const CoremlFile& file, const ComputedShapes& computed) {
  MUSTER_TRY(const CoremlNetwork found, find_network(file.message));
  const spec::Model& network = *found.model;
  Model facts;
  add_metadata(file.message, facts);
  for (const std::string& stage : found.other_stages)
    facts.warnings.push_back(fmt::format("the pipeline's stage {} is not looked at, only its network", stage));
  MUSTER_CHECK_OK(add_description(network.description(), facts));
  MUSTER_CHECK_OK(network.has_mlprogram() ? add_program_facts(file, network, computed, facts)
                                          : add_network_facts(network, computed, facts));
  finish_outputs(facts);
  return facts;
}

Result<Model> load_coreml(const std::filesystem::path& path, const ImageSize& size, const ShapeComputer& compute) {
  MUSTER_TRY(CoremlFile file, open_coreml(path));
  if (size.height > 0) MUSTER_CHECK_OK(choose_size(file, size));
  MUSTER_TRY(Model facts, coreml_facts(file));
  if (leaves_open(facts)) {
    MUSTER_TRY(facts, coreml_facts(file, compute(file)));
  }
  add_package_sizes(file.files, facts);
  return facts;
}

}  // namespace muster
