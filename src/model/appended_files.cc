#include "model/appended_files.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "base/text.h"

namespace muster {
namespace {

constexpr std::size_t kMostBytes = std::size_t{4} << 20U;
constexpr unsigned kMostEntries = 1000;

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using EntryFile = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

/// libzip allocates for every entry that the directory claims, so the claims are read first: every
/// end-of-directory record (APPNOTE 4.3.16) that libzip might choose, and no zip64 ones.
Result<void> check_directory(std::span<const std::byte> bytes) {
  constexpr std::size_t kRecordBytes = 22, kEntriesAt = 10, kTailBytes = 128 * 1024;
  const auto tail = bytes.last(std::min(bytes.size(), kTailBytes));
  const std::string_view text(reinterpret_cast<const char*>(tail.data()), tail.size());
  if (text.find("PK\x06\x07") != std::string_view::npos)
    return fail(ErrorCode::kMalformed, "the appended zip is a zip64 archive");
  bool found = false;
  for (std::size_t at = text.find("PK\x05\x06"); at != std::string_view::npos; at = text.find("PK\x05\x06", at + 1)) {
    if (text.size() - at < kRecordBytes) break;
    const unsigned entries =
        std::to_integer<unsigned>(tail[at + kEntriesAt]) + 256 * std::to_integer<unsigned>(tail[at + kEntriesAt + 1]);
    if (entries > kMostEntries)
      return fail(ErrorCode::kMalformed, fmt::format("the appended zip claims {} entries", entries));
    found = true;
  }
  if (!found) return fail(ErrorCode::kNotFound, "no zip is appended to the file");
  return {};
}

Archive open_archive(std::span<const std::byte> bytes) {
  zip_error_t ignored;
  zip_error_init(&ignored);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &ignored);
  zip_t* archive = source ? zip_open_from_source(source, ZIP_RDONLY, &ignored) : nullptr;
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&ignored);
  return {archive, zip_discard};
}

}  // namespace

Result<std::string> read_appended_file(std::span<const std::byte> model_bytes, const std::string& name) {
  const std::string shown = printable(name);
  MUSTER_CHECK_OK(check_directory(model_bytes));
  const Archive archive = open_archive(model_bytes);
  if (!archive) return fail(ErrorCode::kMalformed, "the appended zip cannot be read");
  const zip_int64_t index = zip_name_locate(archive.get(), name.c_str(), 0);
  if (index < 0) return fail(ErrorCode::kNotFound, fmt::format("the appended zip holds no '{}'", shown));
  const EntryFile file(zip_fopen_index(archive.get(), static_cast<zip_uint64_t>(index), 0), zip_fclose);
  if (!file) return fail(ErrorCode::kMalformed, fmt::format("'{}' in the appended zip cannot be unpacked", shown));
  std::string content;
  std::array<char, 65536> chunk{};
  zip_int64_t got = 0;
  while ((got = zip_fread(file.get(), chunk.data(), chunk.size())) > 0) {
    content.append(chunk.data(), static_cast<std::size_t>(got));
    if (content.size() > kMostBytes)
      return fail(ErrorCode::kMalformed, fmt::format("'{}' in the appended zip is over 4 MiB", shown));
  }
  if (got < 0) return fail(ErrorCode::kMalformed, fmt::format("'{}' in the appended zip is damaged", shown));
  return content;
}

}  // namespace muster
