#include "model/coreml/weight_blob.h"

#include <fmt/format.h>

#include <cstring>

#include "base/text.h"

namespace muster {
namespace {

/// As it lies in the file, little-endian, 64 bytes with what is reserved.
struct Record {
  std::uint32_t sentinel = 0, type = 0;
  std::uint64_t size_bytes = 0, data_offset = 0, padding_bits = 0;
  std::uint64_t reserved[4] = {};
};
static_assert(sizeof(Record) == 64);

constexpr std::uint32_t kSentinel = 0xDEADBEEF;

}  // namespace

Result<WeightBlob> read_weight_blob(const CoremlFile& file, const std::string& name, std::uint64_t offset) {
  constexpr std::string_view kModelPath = "@model_path/";
  const auto refuse = [&](std::string what) {
    return fail(ErrorCode::kMalformed, fmt::format("weights '{}': {}", printable(name, 120), what));
  };
  if (!name.starts_with(kModelPath)) return refuse("the name does not begin with @model_path/");
  const auto found = file.files.find(file.model_folder + name.substr(kModelPath.size()));
  if (found == file.files.end()) return refuse("there is no such file in the package");
  const std::span<const std::byte> bytes(found->second);
  if (offset > bytes.size() || bytes.size() - offset < sizeof(Record))
    return refuse(fmt::format("the record at offset {} lies outside its {} bytes", offset, bytes.size()));
  Record record;
  std::memcpy(&record, bytes.data() + offset, sizeof(record));
  if (record.sentinel != kSentinel) return refuse(fmt::format("there is no record at offset {}", offset));
  if (record.data_offset > bytes.size() || record.size_bytes > bytes.size() - record.data_offset)
    return refuse(fmt::format("the record at offset {} has {} bytes at offset {}, outside its {} bytes", offset,
                              record.size_bytes, record.data_offset, bytes.size()));
  return WeightBlob{BlobType{record.type}, bytes.subspan(record.data_offset, record.size_bytes)};
}

}  // namespace muster
