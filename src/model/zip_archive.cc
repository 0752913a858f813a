#include "model/zip_archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace muster {
namespace {

constexpr unsigned kMostEntries = 1000;

using EntryFile = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

/// libzip allocates for every entry that the directory claims, so the claims are read first: every
/// end-of-directory record (APPNOTE 4.3.16) that libzip might choose, and no zip64 ones.
Result<void> check_directory(std::span<const std::byte> bytes, std::string_view name) {
  constexpr std::size_t kRecordBytes = 22, kEntriesAt = 10, kTailBytes = 128 * 1024;
  const auto tail = bytes.last(std::min(bytes.size(), kTailBytes));
  const std::string_view text(reinterpret_cast<const char*>(tail.data()), tail.size());
  if (text.find("PK\x06\x07") != std::string_view::npos)
    return fail(ErrorCode::kMalformed, fmt::format("{} is a zip64 archive", name));
  bool found = false;
  for (std::size_t at = text.find("PK\x05\x06"); at != std::string_view::npos; at = text.find("PK\x05\x06", at + 1)) {
    if (text.size() - at < kRecordBytes) break;
    const unsigned entries =
        std::to_integer<unsigned>(tail[at + kEntriesAt]) + 256 * std::to_integer<unsigned>(tail[at + kEntriesAt + 1]);
    if (entries > kMostEntries) return fail(ErrorCode::kMalformed, fmt::format("{} claims {} entries", name, entries));
    found = true;
  }
  if (!found) return fail(ErrorCode::kNotFound, fmt::format("{} is not there, or cut short", name));
  return {};
}

}  // namespace

Result<ZipArchive> open_zip(std::span<const std::byte> bytes, std::string_view name) {
  MUSTER_CHECK_OK(check_directory(bytes, name));
  zip_error_t ignored;
  zip_error_init(&ignored);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &ignored);
  zip_t* archive = source ? zip_open_from_source(source, ZIP_RDONLY, &ignored) : nullptr;
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&ignored);
  if (archive == nullptr) return fail(ErrorCode::kMalformed, fmt::format("{} cannot be read", name));
  return ZipArchive{archive, zip_discard};
}

Result<std::vector<std::byte>> read_zip_entry(const ZipArchive& archive, std::uint64_t index, std::size_t most_bytes) {
  const EntryFile file(zip_fopen_index(archive.get(), index, 0), zip_fclose);
  if (!file) return fail(ErrorCode::kMalformed, "cannot be unpacked");
  std::vector<std::byte> content;
  std::array<std::byte, 65536> chunk{};
  zip_int64_t got = 0;
  while ((got = zip_fread(file.get(), chunk.data(), chunk.size())) > 0) {
    content.insert(content.end(), chunk.begin(), chunk.begin() + got);
    if (content.size() > most_bytes)
      return fail(ErrorCode::kMalformed, fmt::format("is over {} MiB", most_bytes >> 20U));
  }
  if (got < 0) return fail(ErrorCode::kMalformed, "is damaged");
  return content;
}

}  // namespace muster
