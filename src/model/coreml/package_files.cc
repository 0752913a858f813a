#include "model/coreml/package_files.h"

#include <fmt/format.h>

#include <cstring>
#include <system_error>

#include "base/file.h"
#include "base/text.h"
#include "model/zip_archive.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostBytes = 0x7FFFFFFF;  // as long as a protobuf message may be
constexpr std::size_t kMostFiles = 1000;

/// What may still be read of a package.
class Allowance {
 public:
  Result<void> spend(std::size_t bytes) {
    ++files_, bytes_ += bytes;
    if (files_ > kMostFiles) return fail(ErrorCode::kInvalidArgument, fmt::format("more than {} files", kMostFiles));
    if (bytes_ > kMostBytes) return fail(ErrorCode::kInvalidArgument, "more than 2 GiB");
    return {};
  }
  [[nodiscard]] std::uint64_t left() const { return kMostBytes - bytes_; }

 private:
  std::size_t files_ = 0;
  std::uint64_t bytes_ = 0;
};

Result<PackageFiles> read_folder(const fs::path& folder) {
  PackageFiles files;
  Allowance allowance;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code broken;
    if (at->is_symlink(broken))
      return fail(ErrorCode::kMalformed, fmt::format("{}: links in a package are not followed", at->path().string()));
    if (!at->is_regular_file(broken)) continue;
    MUSTER_TRY(std::vector<std::byte> bytes, read_file(at->path(), allowance.left()));
    MUSTER_CHECK_OK(allowance.spend(bytes.size()));
    files.emplace(at->path().lexically_relative(folder).generic_string(), std::move(bytes));
  }
  if (error) return fail(ErrorCode::kRuntime, "cannot be listed: " + error.message());
  return files;
}

/// The folder inside an archive that Manifest.json lies in, with its slash; "" where it lies on top.
std::string package_root(const ZipArchive& archive) {
  constexpr std::string_view kManifest = "Manifest.json";
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive.get(), 0); ++i) {
    const char* name = zip_get_name(archive.get(), static_cast<zip_uint64_t>(i), 0);
    const std::string_view text = name == nullptr ? "" : name;
    if (text == kManifest || (text.ends_with("/Manifest.json") && !text.starts_with("__MACOSX/")))
      return std::string(text.substr(0, text.size() - kManifest.size()));
  }
  return "";
}

Result<PackageFiles> read_archive(std::span<const std::byte> bytes) {
  MUSTER_TRY(const ZipArchive archive, open_zip(bytes, "the zip"));
  const std::string root = package_root(archive);
  PackageFiles files;
  Allowance allowance;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive.get(), 0); ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    const char* text = zip_get_name(archive.get(), index, 0);
    const std::string name = text == nullptr ? "" : text;
    if (name.ends_with('/')) continue;
    if (!stays_inside(name))
      return fail(ErrorCode::kMalformed, fmt::format("its entry '{}' leads out of the zip", printable(name, 120)));
    if (!name.starts_with(root)) continue;
    const auto content = read_zip_entry(archive, index, allowance.left());
    if (!content)
      return fail(content.error().code,
                  fmt::format("'{}' in the zip {}", printable(name, 120), content.error().message));
    MUSTER_CHECK_OK(allowance.spend(content->size()));
    files.emplace(name.substr(root.size()), *content);
  }
  return files;
}

}  // namespace

bool stays_inside(const std::string& path) {
  if (path.empty() || path.find('\\') != std::string::npos) return false;
  for (const std::string_view part : split(path, '/'))
    if (part.empty() || part == "." || part == "..") return false;
  return true;
}

Result<PackageFiles> read_package_files(const fs::path& path) {
  std::error_code unknown;
  if (fs::is_directory(path, unknown)) return read_folder(path);
  MUSTER_TRY(std::vector<std::byte> bytes, read_file(path, kMostBytes));
  if (bytes.size() >= 4 && std::memcmp(bytes.data(), "PK\x03\x04", 4) == 0) return read_archive(bytes);
  PackageFiles files;
  files.emplace(path.filename().string(), std::move(bytes));
  return files;
}

}  // namespace muster
