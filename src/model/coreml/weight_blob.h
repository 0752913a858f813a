#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "model/coreml/coreml_file.h"

namespace muster {

/// Number types of a weight file's records, by the numbers that stand in them.
enum class BlobType : std::uint32_t {
  kFloat16 = 1,
  kFloat32 = 2,
  kUInt8 = 3,
  kInt8 = 4,
  kBFloat16 = 5,
  kInt16 = 6,
  kUInt16 = 7,
  kInt4 = 8,
  kUInt1 = 9,
  kUInt2 = 10,
  kUInt4 = 11,
  kUInt3 = 12,
  kUInt6 = 13,
  kInt32 = 14,
  kUInt32 = 15,
};

/// One record of a weight file; a view into CoremlFile::files.
struct WeightBlob {
  BlobType type;
  std::span<const std::byte> bytes;  ///< elements of less than 8 bits: packed, lowest bits first
};

/// The record at `offset` of the file that the program calls `name` ("@model_path/weights/weight.bin").
/// Errors: kMalformed, no such file, or an offset or size that lies outside it.
Result<WeightBlob> read_weight_blob(const CoremlFile& file, const std::string& name, std::uint64_t offset);

}  // namespace muster
