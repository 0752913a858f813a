#include "model/coreml/compressed_weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>

#include "model/coreml/program_values.h"

namespace muster {
namespace {

/// The names of the part that holds the values themselves, over all operators.
constexpr std::array<std::string_view, 5> kValues = {"quantized_data", "indices", "nonzero_data", "data", "source_val"};

/// Bits of an index into the palette. Those of iOS 16 are packed, and only the palette's length tells.
int palette_bits(const std::vector<CompressedPart>& parts) {
  const auto part = [&](std::string_view name) { return std::ranges::find(parts, name, &CompressedPart::name); };
  const auto indices = part("indices"), palette = part("lut");
  if (indices != parts.end() && indices->type != nullptr) {
    const ProgramType type = program_type(indices->type->datatype());
    if (type.bits < 8) return type.bits;
  }
  if (palette == parts.end() || palette->type == nullptr) return 8;
  const auto shape = program_shape(*palette->type);
  if (shape.empty()) return 8;
  // iOS 16: the palette alone; iOS 18: …×length×elements of one entry.
  const std::int64_t length = shape.size() == 1 ? shape[0] : shape[shape.size() - 2];
  return length < 2 ? 1 : static_cast<int>(std::bit_width(static_cast<std::uint64_t>(length - 1)));
}

std::string stored_as(const std::string& operator_name, const CompressedPart& values,
                      const std::vector<CompressedPart>& parts) {
  if (operator_name.find("sparse") != std::string::npos) return "sparse";
  if (operator_name.find("lut") != std::string::npos) return fmt::format("palette, {} bits", palette_bits(parts));
  if (!values.stored_as.empty()) return values.stored_as;
  const char* type = values.type == nullptr ? "other" : program_type(values.type->datatype()).name;
  return operator_name == "constexpr_cast" ? type : fmt::format("{} linear", type);
}

}  // namespace

GraphTensor compressed_tensor(const std::string& operator_name, GraphTensor result, std::vector<CompressedPart> parts) {
  // The largest first where none has a name that is known.
  std::ranges::stable_sort(parts, std::greater<>(), [](const CompressedPart& part) {
    return std::pair(std::ranges::find(kValues, part.name) != kValues.end(), part.bytes.size());
  });
  if (parts.empty() || parts[0].bytes.empty()) return result;
  result.stored_as = stored_as(operator_name, parts[0], parts);
  result.quantized = operator_name != "constexpr_cast";
  result.sparse = result.stored_as == "sparse";
  result.constant = parts[0].bytes;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result.tables.push_back(parts[i].bytes);
    result.tables.insert(result.tables.end(), parts[i].tables.begin(), parts[i].tables.end());
  }
  return result;
}

}  // namespace muster
