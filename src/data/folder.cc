// A folder of class folders: each holds the photos of the class that it is named after, at any depth.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "base/text.h"
#include "data/class_finder.h"
#include "data/class_list.h"
#include "data/dataset_layout.h"
#include "data/folder_walk.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr auto kManifests = std::to_array<std::string_view>({"labels.csv", "manifest.csv"});
constexpr auto kSplits = std::to_array<std::string_view>({"train", "val", "validation", "test"});

/// A folder whose labels stand in a file, or which holds splits, is not a folder of class folders.
Result<void> require_class_folders(const fs::path& root, const std::vector<FolderEntry>& top, bool labels_optional) {
  const auto folders = std::ranges::count_if(top, &FolderEntry::folder);
  for (const FolderEntry& entry : top)
    if (folders < 2 && !entry.folder && std::ranges::find(kManifests, entry.name) != kManifests.end())
      return fail(ErrorCode::kInvalidArgument, fmt::format("{}: no class folders, but {}: give --data {}",
                                                           root.string(), entry.name, (root / entry.name).string()));
  if (folders == 0 && labels_optional) return {};
  if (folders == 0)
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("{}: no class folders; wanted is a folder for each class, or a CSV manifest", root.string()));
  const bool splits_only = std::ranges::all_of(top, [](const FolderEntry& entry) {
    return !entry.folder || std::ranges::find(kSplits, entry.name) != kSplits.end();
  });
  if (!splits_only) return {};
  const auto last = std::ranges::find(top, true, &FolderEntry::folder);
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
  MUSTER_CHECK_OK(require_class_folders(options.data, top, options.labels_optional));
  MUSTER_TRY(ClassList classes, resolve_classes(options, model, false));
  Dataset dataset;
  dataset.root = options.data;
  dataset.split = "all";
  ClassFinder finder(std::move(classes));
  if (options.labels_optional && std::ranges::none_of(top, &FolderEntry::folder)) {
    MUSTER_CHECK_OK(walk.collect("", dataset.paths));
    dataset.classes.resize(dataset.paths.size(), kNoClass);
  }
  for (const FolderEntry& entry : top) {
    if (!entry.folder && options.labels_optional) continue;
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
