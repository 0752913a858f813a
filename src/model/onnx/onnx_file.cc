#include "model/onnx/onnx_file.h"

#include <fmt/format.h>

#include <functional>
#include <system_error>

#include "base/file.h"
#include "base/text.h"
#include "model/coreml/parse_message.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostBytes = 0x7FFFFFFF;  // as long as a protobuf message may be

/// The file of that location below `folder`, with no link that leads out of it.
Result<fs::path> file_inside(const fs::path& folder, const std::string& location) {
  std::error_code unknown;
  const fs::path root = fs::canonical(folder.empty() ? "." : folder, unknown);
  const fs::path file = fs::weakly_canonical(root / location, unknown);
  if (!stays_inside(location) || file.lexically_relative(root).begin()->string() == "..")
    return fail(ErrorCode::kMalformed,
                fmt::format("the weights' location {} leads out of the model's folder", in_quotes(location)));
  return file;
}

/// Every tensor that the message stores outside: of the graph and of its Constant nodes.
Result<void> for_each_tensor(const onnx::GraphProto& graph,
                             const std::function<Result<void>(const onnx::TensorProto&)>& visit) {
  for (const onnx::TensorProto& tensor : graph.initializer()) MUSTER_CHECK_OK(visit(tensor));
  for (const onnx::NodeProto& node : graph.node())
    for (const onnx::AttributeProto& attribute : node.attribute())
      if (attribute.has_t()) MUSTER_CHECK_OK(visit(attribute.t()));
  return {};
}

}  // namespace

std::string external_entry(const onnx::TensorProto& tensor, std::string_view key) {
  for (const auto& entry : tensor.external_data())
    if (entry.key() == key) return entry.value();
  return "";
}

Result<OnnxFile> open_onnx(const fs::path& path) {
  constexpr std::size_t kMostFiles = 1000;
  const auto refuse = [&](Error error) {
    const bool names = error.message.find(path.string()) != std::string::npos;
    return tl::unexpected(names ? std::move(error) : with_context(std::move(error), path.string()));
  };
  OnnxFile file;
  file.model_name = path.filename().string();
  MUSTER_TRY(std::vector<std::byte> bytes, read_file(path, kMostBytes));
  if (auto parsed = parse_message(bytes, "ONNX", file.message); !parsed) return refuse(std::move(parsed).error());
  if (!file.message.has_graph()) return refuse({ErrorCode::kMalformed, "not an ONNX model: it holds no graph"});
  std::uint64_t left = kMostBytes - bytes.size();
  file.files.emplace(file.model_name, std::move(bytes));
  const auto add_external = [&](const onnx::TensorProto& tensor) -> Result<void> {
    if (tensor.data_location() != onnx::TensorProto::EXTERNAL) return {};
    const std::string location = external_entry(tensor, "location");
    if (file.files.contains(location)) return {};
    if (file.files.size() == kMostFiles)
      return fail(ErrorCode::kInvalidArgument, fmt::format("weights in more than {} files", kMostFiles));
    MUSTER_TRY(const fs::path place, file_inside(path.parent_path(), location));
    MUSTER_TRY(std::vector<std::byte> weights, read_file(place, left));
    left -= weights.size();
    file.files.emplace(location, std::move(weights));
    return {};
  };
  if (auto added = for_each_tensor(file.message.graph(), add_external); !added) return refuse(std::move(added).error());
  return file;
}

}  // namespace muster
