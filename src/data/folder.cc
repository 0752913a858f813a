// A folder of class folders: each holds the photos of the class that it is named after, at any depth.
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <set>
#include <system_error>
#include <utility>

#include "base/text.h"
#include "data/class_finder.h"
#include "data/class_list.h"
#include "data/dataset_layout.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 64;
constexpr auto kManifests = std::to_array<std::string_view>({"labels.csv", "manifest.csv"});
constexpr auto kSplits = std::to_array<std::string_view>({"train", "val", "validation", "test"});

struct Entry {
  std::string name;
  bool folder = false;
};

/// Walks folders in the order of the whole paths' bytes, each once: a link may lead back.
class FolderWalk {
 public:
  explicit FolderWalk(fs::path root) : root_(std::move(root)) {}

  /// What `folder` (relative to the root) holds, without hidden entries and what is neither file nor folder.
  Result<std::vector<Entry>> list(const std::string& folder) {
    std::vector<Entry> entries;
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
    std::ranges::sort(entries, {}, [](const Entry& e) { return e.folder ? e.name + '/' : e.name; });
    return entries;
  }

  /// Appends the photos below `folder`, which ends in a slash.
  Result<void> collect(const std::string& folder, StringColumn& photos, int depth = 1) {
    if (!first_visit(folder)) return {};
    if (depth > kDeepest)
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{}: folders nested more than {} deep", printable(folder), kDeepest));
    MUSTER_TRY(const auto entries, list(folder));
    for (const Entry& entry : entries) {
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

  void pass_over(const std::string& path) {
    if (passed_over_++ == 0) example_ = path;
  }

  void add_warnings(std::vector<std::string>& warnings) const {
    if (passed_over_ > 0)
      warnings.push_back(fmt::format("{} hidden or other file{} no photo of a class, passed over: '{}'{}", passed_over_,
                                     passed_over_ == 1 ? " is" : "s are", printable(example_),
                                     passed_over_ == 1 ? "" : ", …"));
    if (!revisited_.empty())
      warnings.push_back(
          fmt::format("'{}' leads to a folder that was read already, and was passed over", printable(revisited_)));
  }

 private:
  bool first_visit(const std::string& folder) {
    struct stat info {};
    if (::stat((root_ / folder).c_str(), &info) != 0) return true;  // list() tells why
    if (visited_.emplace(info.st_dev, info.st_ino).second) return true;
    if (revisited_.empty()) revisited_ = folder;
    return false;
  }

  fs::path root_;
  std::set<std::pair<dev_t, ino_t>> visited_;
  std::uint64_t passed_over_ = 0;
  std::string example_, revisited_;
};

/// A folder whose labels stand in a file, or which holds splits, is not a folder of class folders.
Result<void> require_class_folders(const fs::path& root, const std::vector<Entry>& top) {
  const auto folders = std::ranges::count_if(top, &Entry::folder);
  for (const Entry& entry : top)
    if (folders < 2 && !entry.folder && std::ranges::find(kManifests, entry.name) != kManifests.end())
      return fail(ErrorCode::kInvalidArgument, fmt::format("{}: no class folders, but {}: give --data {}",
                                                           root.string(), entry.name, (root / entry.name).string()));
  if (folders == 0)
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("{}: no class folders; wanted is a folder for each class, or a CSV manifest", root.string()));
  const bool splits_only = std::ranges::all_of(
      top, [](const Entry& entry) { return !entry.folder || std::ranges::find(kSplits, entry.name) != kSplits.end(); });
  if (!splits_only) return {};
  const auto last = std::ranges::find(top, true, &Entry::folder);
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("{}: holds splits, not class folders: give one of them, as --data {}", root.string(),
                          (root / last->name).string()));
}

/// Every (limit)th sample, spread evenly.
void keep_limit(Dataset& dataset, std::uint64_t limit) {
  const std::uint64_t rows = dataset.size();
  if (limit == 0 || limit >= rows) return;
  StringColumn paths;
  for (std::uint64_t i = 0; i < limit; ++i) {
    paths.push_back(dataset.paths[i * rows / limit]);
    dataset.classes[i] = dataset.classes[i * rows / limit];
  }
  dataset.classes.resize(limit);
  dataset.paths = std::move(paths);
}

Result<void> refuse_manifest_options(const DataOptions& options) {
  if (!options.by.empty())
    return fail(ErrorCode::kInvalidArgument,
                "--by, and limits of slices, need a CSV manifest with that column; a folder has none");
  if (!options.split.empty() && options.split != "all")
    return fail(ErrorCode::kInvalidArgument, "--split needs a CSV manifest; give the folder of the split as --data");
  return {};
}

Result<Dataset> load(const DataOptions& options, const Model* model) {
  MUSTER_CHECK_OK(refuse_manifest_options(options));
  FolderWalk walk(options.data);
  MUSTER_TRY(const auto top, walk.list(""));
  MUSTER_CHECK_OK(require_class_folders(options.data, top));
  MUSTER_TRY(ClassList classes, resolve_classes(options, model, false));
  Dataset dataset;
  dataset.root = options.data;
  dataset.split = "all";
  ClassFinder finder(std::move(classes));
  for (const Entry& entry : top) {
    if (!entry.folder) {
      walk.pass_over(entry.name);
      continue;
    }
    MUSTER_CHECK_OK(walk.collect(entry.name + '/', dataset.paths));
    if (dataset.paths.size() == dataset.classes.size()) {
      dataset.warnings.push_back(fmt::format("class folder '{}' holds no photos", printable(entry.name)));
      continue;
    }
    MUSTER_TRY(const std::uint32_t index, finder.by_label(entry.name));
    dataset.classes.resize(dataset.paths.size(), index);
  }
  MUSTER_CHECK_OK(finder.finish(dataset));
  walk.add_warnings(dataset.warnings);
  keep_limit(dataset, options.limit);
  return dataset;
}

bool is_folder(const fs::path& data) {
  std::error_code error;
  return fs::is_directory(data, error);
}

}  // namespace

const DatasetLayout folder_layout{"folder", is_folder, load};

}  // namespace muster
