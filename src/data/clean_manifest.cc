// The test photos that do not leak, as a manifest.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/table_reader.h"
#include "data/photo_list.h"
#include "data/sample_columns.h"
#include "muster/leaks.h"

namespace muster {
namespace {

std::string record_of(const std::vector<std::string>& fields) {
  std::vector<std::string> quoted;
  for (const std::string& field : fields) quoted.push_back(csv_field(field));
  return fmt::format("{}\n", fmt::join(quoted, ","));
}

std::string absolute_path(const PhotoList& list, std::uint32_t photo) {
  return std::filesystem::absolute(list.file(photo)).lexically_normal().string();
}

std::string of_folder(const PhotoList& list, const std::vector<bool>& dropped) {
  const bool labelled = std::ranges::any_of(list.label.values, [](const std::string& value) { return !value.empty(); });
  std::string text = labelled ? "path,label\n" : "path\n";
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    if (dropped[i]) continue;
    text += labelled ? record_of({absolute_path(list, i), list.label_of(i)}) : record_of({absolute_path(list, i)});
  }
  return text;
}

/// The manifest's own rows: what else it says of a photo is of use to whoever grades it.
Result<std::string> of_manifest(const std::filesystem::path& manifest, const PhotoList& list,
                                const std::vector<bool>& dropped) {
  MUSTER_TRY(TableReader csv, TableReader::open(manifest));
  const auto changed = [&] {
    return fail(ErrorCode::kMalformed, manifest.string() + ": was changed while its photos were searched");
  };
  const auto path = csv.column("path");
  if (!path) return changed();
  DataOptions options;
  options.split = list.split;
  MUSTER_TRY(const SampleColumns columns, find_sample_columns(csv, options));
  const SampleColumnReader reader(columns, csv, list.split, list.size());
  std::string text = record_of(csv.header());
  std::uint32_t photo = 0;
  const auto add = [&](std::vector<std::string> fields) -> Result<void> {
    if (!reader.selects(fields)) return {};
    if (photo >= list.size() || fields[*path] != list.paths[photo]) return changed();
    if (!dropped[photo]) {
      fields[*path] = absolute_path(list, photo);
      text += record_of(fields);
    }
    ++photo;
    return {};
  };
  MUSTER_CHECK_OK(for_each_row(csv, add));
  if (photo != list.size()) return changed();
  return text;
}

}  // namespace

Result<std::string> clean_manifest(const LeakSearch& search) {
  const PhotoList& test = search.test;
  std::vector<bool> dropped(test.size());
  for (const std::uint32_t photo : leaking_photos(search)) dropped[photo] = true;
  for (const std::uint32_t photo : search.unreadable_test) dropped[photo] = true;
  const std::filesystem::path path = path_and_split(test.source.string()).first;
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return of_folder(test, dropped);
  return of_manifest(path, test, dropped);
}

}  // namespace muster
