#include "data/folder_walk.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <system_error>

#include "base/text.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 64;

}  // namespace

Result<std::vector<FolderEntry>> FolderWalk::list(const std::string& folder) {
  std::vector<FolderEntry> entries;
  std::error_code error;
  fs::directory_iterator at(root_ / folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    std::string name = at->path().filename().string();
    std::error_code broken;  // a link to nowhere is neither
    const bool is_folder = at->is_directory(broken);
    if (name.starts_with('.') || (!is_folder && !at->is_regular_file(broken))) {
      pass_over(folder + name);
    } else if (!is_utf8(name)) {
      return fail(ErrorCode::kMalformed,
                  fmt::format("'{}': the name is not UTF-8; rename it", printable((root_ / folder / name).string())));
    } else {
      entries.push_back({std::move(name), is_folder});
    }
  }
  if (error)
    return fail(ErrorCode::kRuntime,
                fmt::format("{}: cannot read the folder: {}", printable((root_ / folder).string()), error.message()));
  // A folder sorts as the paths below it do, that is with its slash.
  std::ranges::sort(entries, {}, [](const FolderEntry& e) { return e.folder ? e.name + '/' : e.name; });
  return entries;
}

Result<void> FolderWalk::collect(const std::string& folder, StringColumn& photos, int depth) {
  if (!first_visit(folder)) return {};
  if (depth > kDeepest)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: folders nested more than {} deep", printable(folder), kDeepest));
  MUSTER_TRY(const auto entries, list(folder));
  for (const FolderEntry& entry : entries) {
    const std::string path = folder + entry.name;
    if (entry.folder) {
      MUSTER_CHECK_OK(collect(path + '/', photos, depth + 1));
    } else if (is_photo_name(entry.name)) {
      photos.push_back(path);
    } else {
      pass_over(path);
    }
  }
  return {};
}

void FolderWalk::pass_over(const std::string& path) {
  if (passed_over_++ == 0) example_ = path;
}

void FolderWalk::add_warnings(std::vector<std::string>& warnings) const {
  if (passed_over_ > 0)
    warnings.push_back(fmt::format("{} hidden or other file{} no photo of a class, passed over: '{}'{}", passed_over_,
                                   passed_over_ == 1 ? " is" : "s are", printable(example_),
                                   passed_over_ == 1 ? "" : ", …"));
  if (!revisited_.empty())
    warnings.push_back(
        fmt::format("'{}' leads to a folder that was read already, and was passed over", printable(revisited_)));
}

bool FolderWalk::first_visit(const std::string& folder) {
  struct stat info {};
  if (::stat((root_ / folder).c_str(), &info) != 0) return true;  // list() tells why
  if (visited_.emplace(info.st_dev, info.st_ino).second) return true;
  if (revisited_.empty()) revisited_ = folder;
  return false;
}

}  // namespace muster
