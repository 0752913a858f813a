#include "model/other_formats.h"

#include <cstdint>
#include <optional>
#include <system_error>

namespace muster {
namespace {

/// A base-128 number of protobuf at the start of `bytes`, taken off it.
std::optional<std::uint64_t> take_varint(std::span<const std::byte>& bytes) {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < 10 && i < bytes.size(); ++i) {
    const auto byte = std::to_integer<std::uint64_t>(bytes[i]);
    value |= (byte & 0x7FU) << (7U * i);
    if (byte < 0x80) {
      bytes = bytes.subspan(i + 1);
      return value;
    }
  }
  return std::nullopt;
}

/// Takes the payload of a protobuf field of that wire type off `bytes`; false: the message is broken.
bool skip_payload(std::span<const std::byte>& bytes, std::uint64_t wire_type) {
  std::optional<std::uint64_t> length;
  if (wire_type == 0) return take_varint(bytes).has_value();
  if (wire_type == 1) length = 8;
  if (wire_type == 2) length = take_varint(bytes);
  if (wire_type == 5) length = 4;
  if (!length || *length > bytes.size()) return false;
  bytes = bytes.subspan(*length);
  return true;
}

}  // namespace

std::string_view other_format(std::span<const std::byte> bytes) {
  // Both are protobuf messages. Field 7 of ONNX's is the graph, the fields from 200 on of Core ML's the network.
  constexpr std::uint64_t kOnnxGraph = 7, kFirstCoremlNetwork = 200, kLastCoremlNetwork = 3000;
  constexpr int kMostFields = 10'000;
  std::string_view name;
  for (int i = 0; i < kMostFields && !bytes.empty(); ++i) {
    const auto tag = take_varint(bytes);
    if (!tag || *tag >> 3U == 0) return {};
    const std::uint64_t field = *tag >> 3U, wire_type = *tag & 7U;
    if (i == 0 && (field != 1 || wire_type != 0)) return {};  // both begin with their version
    if (!skip_payload(bytes, wire_type)) return {};
    if (wire_type == 2 && field == kOnnxGraph) name = "an ONNX model";
    if (wire_type == 2 && field >= kFirstCoremlNetwork && field <= kLastCoremlNetwork) name = "a Core ML model";
  }
  return name;
}

std::string_view other_package(const std::filesystem::path& path) {
  std::error_code ignored;
  const bool package = std::filesystem::is_directory(path, ignored) &&
                       std::filesystem::is_regular_file(path / "Manifest.json", ignored) &&
                       std::filesystem::is_directory(path / "Data", ignored);
  return package ? "a Core ML package" : "";
}

}  // namespace muster
