#include "data/photo_list.h"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "base/table_reader.h"
#include "base/text.h"
#include "data/folder_walk.h"
#include "data/sample_columns.h"
#include "data/slice_builder.h"
#include "data/split_selection.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAnyNumber = std::numeric_limits<std::uint32_t>::max();

Result<PhotoList> list_folder(const fs::path& folder) {
  PhotoList list;
  list.root = folder;
  list.split = kAllSplits;
  FolderWalk walk(folder);
  MUSTER_CHECK_OK(walk.collect("", list.paths));
  SliceBuilder labels("label", list.paths.size(), kAnyNumber);
  for (std::size_t i = 0; i < list.paths.size(); ++i) {
    const std::string_view path = list.paths[i];
    const std::size_t slash = path.find('/');
    MUSTER_CHECK_OK(labels.push_back(slash == std::string_view::npos ? "" : path.substr(0, slash)));
  }
  list.label = std::move(labels).finish();
  walk.add_warnings(list.warnings);
  return list;
}

/// The split that is asked for; `usual` only where there is such a row.
Result<Selection> select(const fs::path& manifest, std::size_t path_column, const SampleColumns& columns,
                         const std::string& asked, std::string_view usual) {
  if (asked.empty() && columns.split) {
    auto selection = select_split(manifest, path_column, columns.split, std::string(usual));
    if (selection) return selection;
  }
  return select_split(manifest, path_column, columns.split, asked.empty() ? std::string(kAllSplits) : asked);
}

Result<PhotoList> list_manifest(const fs::path& manifest, const std::string& split, std::string_view usual_split) {
  MUSTER_TRY(TableReader csv, TableReader::open(manifest));
  const auto path = csv.column("path");
  if (!path) return missing_column(csv, "path", "no column 'path'");
  const std::string label_name = csv.column("label") ? "label" : "class_index";
  const auto label = csv.column(label_name);
  DataOptions options;
  options.split = split;
  MUSTER_TRY(const SampleColumns columns, find_sample_columns(csv, options));
  MUSTER_TRY(const Selection selection, select(manifest, *path, columns, split, usual_split));
  PhotoList list;
  list.root = manifest.parent_path();
  list.split = selection.split;
  list.warnings = selection.warnings;
  SampleColumnReader reader(columns, csv, selection.split, selection.rows);
  SliceBuilder labels(label_name, selection.rows, kAnyNumber);
  const auto add = [&](const std::vector<std::string>& fields) -> Result<void> {
    if (!reader.selects(fields)) return {};
    if (fields[*path].empty()) return fail(ErrorCode::kMalformed, "no path");
    MUSTER_CHECK_OK(reader.add(fields));
    list.paths.push_back(fields[*path]);
    return labels.push_back(label ? trimmed(fields[*label]) : std::string_view());
  };
  MUSTER_CHECK_OK(for_each_row(csv, add));
  list.label = std::move(labels).finish();
  Dataset columns_of_rows;
  std::move(reader).finish(columns_of_rows);
  list.group = std::move(columns_of_rows.group);
  return list;
}

}  // namespace

std::pair<fs::path, std::string> path_and_split(const std::string& given) {
  std::error_code error;
  const std::size_t colon = given.rfind(':');
  if (colon == std::string::npos || fs::exists(given, error)) return {given, ""};
  return {given.substr(0, colon), given.substr(colon + 1)};
}

bool is_same_set(const PhotoList& list, const fs::path& path, const std::string& split) {
  std::error_code error;
  return fs::equivalent(path_and_split(list.source.string()).first, path, error) && list.split == split;
}

Result<PhotoList> list_photos(const std::string& given, std::string_view usual_split) {
  const auto [path, split] = path_and_split(given);
  std::error_code error;
  const bool folder = fs::is_directory(path, error);
  if (!fs::exists(path, error)) return fail(ErrorCode::kNotFound, path.string() + ": there is no such folder or file");
  if (folder && !split.empty())
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: a folder has no splits; give {} itself", given, (path / split).string()));
  auto list = folder ? list_folder(path) : list_manifest(path, split, usual_split);
  if (!list) return list;
  list->source = given;
  if (list->size() == 0) return fail(ErrorCode::kInvalidArgument, path.string() + ": holds no photos");
  return list;
}

}  // namespace muster
