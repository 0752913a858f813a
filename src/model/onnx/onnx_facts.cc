#include "model/onnx/onnx_facts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/labels/label_text.h"
#include "base/text.h"
#include "model/coreml/package_sizes.h"
#include "model/graph_facts.h"
#include "model/onnx/onnx_graph.h"
#include "model/onnx/onnx_operators.h"
#include "model/onnx/onnx_tensors.h"
#include "model/output_activation.h"

namespace muster {
namespace {

std::string format_version(const onnx::ModelProto& message) {
  std::string version = fmt::format("IR {}", message.ir_version());
  for (const auto& set : message.opset_import())
    if (set.domain().empty() || set.domain() == "ai.onnx") version += fmt::format(", opset {}", set.version());
  return std::string(bounded_name(version));
}

void add_metadata(const onnx::ModelProto& message, Model& facts) {
  facts.format_version = format_version(message);
  facts.description = bounded_name(trimmed(message.producer_name() + " " + message.producer_version()));
  for (const auto& entry : message.metadata_props()) {
    if (entry.key() == "author") facts.author = bounded_name(entry.value());
    if (entry.key() == "license" || entry.key() == "licence") facts.licence = bounded_name(entry.value());
  }
}

TensorSpec tensor_spec(const onnx::ValueInfoProto& value) {
  TensorSpec tensor;
  tensor.name = bounded_name(value.name());
  tensor.element_type = onnx_element_type(value.type().tensor_type().elem_type());
  tensor.shape = onnx_shape(value).value_or(std::vector<std::int64_t>{-1});
  const std::size_t rank = tensor.shape.size();
  const auto channels = rank < 3 ? 0 : tensor.shape[rank - 3];
  const bool batch = rank == 3 || (rank == 4 && (tensor.shape[0] == 1 || tensor.shape[0] == -1));
  tensor.channels_first = batch && (channels == 1 || channels == 3);
  return tensor;
}

Result<void> add_inputs_and_outputs(const onnx::GraphProto& graph, Model& facts) {
  constexpr std::size_t kMost = 1000;
  std::set<std::string_view> stored;
  for (const auto& tensor : graph.initializer()) stored.insert(tensor.name());
  for (const auto& input : graph.input())
    if (!stored.contains(input.name()) && facts.inputs.size() <= kMost) facts.inputs.push_back(tensor_spec(input));
  for (const auto& output : graph.output())
    if (facts.outputs.size() <= kMost) facts.outputs.push_back(tensor_spec(output));
  if (std::max(facts.inputs.size(), facts.outputs.size()) > kMost)
    return fail(ErrorCode::kUnsupported, fmt::format("more than {} inputs or outputs", kMost));
  return {};
}

/// Labels in the metadata, as exporters write them: a JSON or Python list, or a map from class numbers to names.
void add_labels(const onnx::ModelProto& message, Model& facts) {
  static constexpr std::array<std::string_view, 5> kKeys = {"labels", "classes", "class_names", "names", "id2label"};
  constexpr std::size_t kMostBytes = std::size_t{4} << 20U;
  for (const auto& entry : message.metadata_props()) {
    if (std::ranges::find(kKeys, entry.key()) == kKeys.end() || entry.value().size() > kMostBytes) continue;
    auto labels = read_label_literal(entry.value(), "metadata " + in_quotes(entry.key()));
    if (!labels) {
      facts.warnings.push_back("the labels cannot be read: " + labels.error().message);
      continue;
    }
    for (std::string& name : labels->names) name = bounded_name(name);
    facts.labels = std::move(labels->names);
    facts.label_lines = std::move(labels->lines);
    facts.label_form = std::move(labels->form);
  }
}

void add_custom_operators(const onnx::ModelProto& message, Model& facts) {
  std::set<std::pair<std::string_view, std::string_view>> inside;
  for (const auto& function : message.functions()) inside.emplace(function.domain(), function.name());
  std::set<std::string> custom;
  bool hides_graphs = false;
  for (const auto& node : message.graph().node()) {
    if (!is_standard_domain(node.domain()) && !inside.contains({node.domain(), node.op_type()}))
      custom.insert(fmt::format("{}.{}", bounded_name(node.domain()), bounded_name(node.op_type())));
    hides_graphs |= std::ranges::any_of(node.attribute(), [](const auto& attribute) { return attribute.has_g(); });
  }
  facts.custom_operators.assign(custom.begin(), custom.end());
  if (hides_graphs || !inside.empty())
    facts.warnings.emplace_back(
        "graphs inside of operators and functions are not looked at; their weights are not counted");
}

/// Height and width of the first input, where they are open.
Result<void> choose_size(Model& facts, const ImageSize& size) {
  if (facts.inputs.empty() || facts.inputs[0].shape.size() < 3) return {};
  auto& shape = facts.inputs[0].shape;
  const auto height = shape.begin() + static_cast<std::ptrdiff_t>(height_position(shape)), width = height + 1;
  const auto fits = [](std::int64_t side, int asked) { return side < 0 || side == asked; };
  if (!fits(*height, size.height) || !fits(*width, size.width))
    return fail(ErrorCode::kInvalidArgument, fmt::format("--input-size {}x{}: the model's input is {}x{}", size.height,
                                                         size.width, *height, *width));
  *height = size.height, *width = size.width;
  return {};
}

}  // namespace

std::size_t height_position(const std::vector<std::int64_t>& shape) {
  const auto is_colours = [](std::int64_t size) { return size == 1 || size == 3; };
  const std::size_t rank = shape.size();
  return is_colours(shape[rank - 1]) && !is_colours(shape[rank - 3]) ? rank - 3 : rank - 2;
}

Result<Model> onnx_facts(const OnnxFile& file) {
  const onnx::GraphProto& graph = file.message.graph();
  Model facts;
  add_metadata(file.message, facts);
  MUSTER_CHECK_OK(add_inputs_and_outputs(graph, facts));
  add_labels(file.message, facts);
  add_custom_operators(file.message, facts);
  MUSTER_TRY(GraphBuilder builder, onnx_graph(file));
  for (TensorSpec& output : facts.outputs)
    if (const std::int32_t index = builder.find(output.name);
        output.shape == std::vector<std::int64_t>{-1} && index >= 0) {
      const auto& followed = builder.tensor(index).shape;
      if (!followed.empty()) output.shape = followed;
    }
  const std::int32_t output_index = graph.output_size() == 1 ? builder.find(graph.output(0).name()) : -1;
  const Graph read = builder.take();
  if (output_index >= 0) add_output_activation(read, output_index, facts);
  MUSTER_CHECK_OK(add_graph_facts(read, facts));
  return facts;
}

Result<Model> load_onnx(const std::filesystem::path& path, const ImageSize& size) {
  MUSTER_TRY(const OnnxFile file, open_onnx(path));
  MUSTER_TRY(Model facts, onnx_facts(file));
  add_package_sizes(file.files, facts);
  if (size.height > 0) MUSTER_CHECK_OK(choose_size(facts, size));
  return facts;
}

}  // namespace muster
