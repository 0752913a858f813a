#include "model/appended_files.h"

#include <fmt/format.h>

#include "base/text.h"
#include "model/zip_archive.h"

namespace muster {

Result<std::string> read_appended_file(std::span<const std::byte> model_bytes, const std::string& name) {
  constexpr std::size_t kMostBytes = std::size_t{4} << 20U;
  const std::string shown = printable(name);
  const auto opened = open_zip(model_bytes, "the appended zip");
  if (!opened && opened.error().code == ErrorCode::kNotFound)
    return fail(ErrorCode::kNotFound, "no zip is appended to the file");
  if (!opened) return tl::unexpected(opened.error());
  const ZipArchive& archive = *opened;
  const zip_int64_t index = zip_name_locate(archive.get(), name.c_str(), 0);
  if (index < 0) return fail(ErrorCode::kNotFound, fmt::format("the appended zip holds no '{}'", shown));
  const auto content = read_zip_entry(archive, static_cast<std::uint64_t>(index), kMostBytes);
  if (!content)
    return fail(content.error().code, fmt::format("'{}' in the appended zip {}", shown, content.error().message));
  return std::string(reinterpret_cast<const char*>(content->data()), content->size());
}

}  // namespace muster
