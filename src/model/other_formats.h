#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

namespace muster {

/// Names a model file of a format that is known but not read yet ("an ONNX model"); "" for anything else.
std::string_view other_format(std::span<const std::byte> bytes);

/// The same for a model that is a folder ("a Core ML package").
std::string_view other_package(const std::filesystem::path& path);

}  // namespace muster
