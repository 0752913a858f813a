#include "model/sniff_format.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <optional>
#include <system_error>

namespace muster {
namespace {

/// A base-128 number of protobuf.
std::optional<std::uint64_t> take_varint(std::istream& file) {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < 10; ++i) {
    const int byte = file.get();
    if (byte == std::istream::traits_type::eof()) return std::nullopt;
    value |= (static_cast<std::uint64_t>(byte) & 0x7FU) << (7U * i);
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

/// Passes over the payload of a protobuf field of that wire type; false: the message is broken.
bool skip_payload(std::istream& file, std::uint64_t wire_type, std::uint64_t file_bytes) {
  std::optional<std::uint64_t> length;
  if (wire_type == 0) return take_varint(file).has_value();
  if (wire_type == 1) length = 8;
  if (wire_type == 2) length = take_varint(file);
  if (wire_type == 5) length = 4;
  if (!length || *length > file_bytes - static_cast<std::uint64_t>(file.tellg())) return false;
  file.seekg(static_cast<std::streamoff>(*length), std::ios::cur);
  return true;
}

/// Field 7 of ONNX's message is the graph; the fields from 200 on of Core ML's are kinds of model.
std::string_view format_of_message(std::istream& file, std::uint64_t file_bytes) {
  constexpr std::uint64_t kOnnxGraph = 7, kFirstCoremlKind = 200, kLastCoremlKind = 3000;
  constexpr int kMostFields = 10'000;
  std::string_view format;
  for (int i = 0; i < kMostFields && file.peek() != std::istream::traits_type::eof(); ++i) {
    const auto tag = take_varint(file);
    if (!tag || *tag >> 3U == 0) return {};
    const std::uint64_t field = *tag >> 3U, wire_type = *tag & 7U;
    if (i == 0 && (field != 1 || wire_type != 0)) return {};  // both begin with their version
    if (wire_type == 2 && field == kOnnxGraph) format = "onnx";
    if (wire_type == 2 && field >= kFirstCoremlKind && field <= kLastCoremlKind) format = "coreml";
    if (!skip_payload(file, wire_type, file_bytes)) return format;  // cut short: its reader says where
  }
  return format;
}

bool is_package(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::exists(folder / "Manifest.json", ignored) ||
         std::filesystem::exists(folder / "coremldata.bin", ignored) ||  // compiled
         folder.extension() == ".mlpackage";
}

/// The format of a file that has no mark of any: what its name says, so that the reader of that says what is wrong.
std::string_view format_of_name(const std::filesystem::path& path) {
  if (path.extension() == ".mlmodel") return "coreml";
  return path.extension() == ".onnx" ? "onnx" : "";
}

}  // namespace

std::string_view sniff_format(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return is_package(path) ? "coreml" : "";
  if (!std::filesystem::is_regular_file(path, ignored)) return {};
  std::ifstream file(path, std::ios::binary);
  std::array<char, 4> start{};
  if (!file.read(start.data(), start.size())) return format_of_name(path);
  if (std::memcmp(start.data(), "PK\x03\x04", start.size()) == 0) return "coreml";
  std::array<char, 4> mark{};
  if (file.read(mark.data(), mark.size()) && std::memcmp(mark.data(), "TFL3", mark.size()) == 0) return {};
  file.clear();
  file.seekg(0);
  const std::string_view format = format_of_message(file, std::filesystem::file_size(path, ignored));
  return format.empty() ? format_of_name(path) : format;
}

}  // namespace muster
