#pragma once

#include <filesystem>
#include <string_view>

namespace muster {

/// "coreml" or "onnx" for a model that only a worker reads, told by its content: a package folder, a zip, or the fields
/// of a protobuf message, of which only the tags are read. "" for anything else.
std::string_view sniff_format(const std::filesystem::path& path);

}  // namespace muster
