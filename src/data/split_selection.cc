#include "data/split_selection.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <vector>

#include "base/table_reader.h"
#include "base/text.h"

namespace muster {
namespace {

constexpr std::uint64_t kMostSamples = 100'000'000;
constexpr std::size_t kMostSplits = 100;

struct SplitCount {
  std::string name;
  std::uint64_t rows = 0, path_bytes = 0;
};

/// Rows and bytes of paths by split; the last entry counts every row.
Result<std::vector<SplitCount>> count_rows(const std::filesystem::path& file, std::size_t path_column,
                                           std::optional<std::size_t> split_column) {
  MUSTER_TRY(TableReader csv, TableReader::open(file));
  std::vector<SplitCount> splits;
  SplitCount all{std::string(kAllSplits)};
  std::vector<std::string> fields;
  const auto add = [&](SplitCount& count) { ++count.rows, count.path_bytes += fields[path_column].size(); };
  while (true) {
    MUSTER_TRY(const bool any, csv.next(fields));
    if (!any) break;
    add(all);
    if (all.rows > kMostSamples)
      return fail(ErrorCode::kUnsupported, fmt::format("{}: more than {} rows", csv.place(), kMostSamples));
    if (!split_column) continue;
    const std::string name = canonical_split(fields[*split_column]);
    auto found = std::ranges::find(splits, name, &SplitCount::name);
    if (found == splits.end()) {
      if (splits.size() == kMostSplits)
        return fail(ErrorCode::kInvalidArgument, fmt::format("{}: more than {} splits", csv.place(), kMostSplits));
      found = splits.insert(found, SplitCount{name});
    }
    add(*found);
  }
  splits.push_back(all);
  return splits;
}

/// The split that was asked for; else test, else val, else every row.
Result<Selection> choose(const std::filesystem::path& file, const std::vector<SplitCount>& counts,
                         std::string_view asked) {
  const auto named = std::span(counts).first(counts.size() - 1);
  const auto rows_of = [&](std::string_view name) -> std::optional<Selection> {
    const auto found = std::ranges::find(named, name, &SplitCount::name);
    if (found == named.end()) return std::nullopt;
    return Selection{found->name, found->rows, found->path_bytes, {}};
  };
  Selection all{std::string(kAllSplits), counts.back().rows, counts.back().path_bytes, {}};
  if (asked.empty()) {
    if (const auto test = rows_of("test")) return *test;
    if (const auto val = rows_of("val")) return *val;
    if (const auto train = rows_of("train"))
      all.warnings.push_back(
          fmt::format("no row is of split test or val, so that all are taken, {} of split train: "
                      "accuracy on photos that the model has seen says little",
                      train->rows));
    return all;
  }
  const std::string wanted = canonical_split(asked);
  if (wanted == kAllSplits) return all;
  if (const auto found = rows_of(wanted)) return *found;
  std::vector<std::string> present;
  for (const SplitCount& count : named) present.push_back(printable(count.name, 60));
  return fail(ErrorCode::kInvalidArgument, fmt::format("{}: no row of split '{}'; there are: {}", file.string(),
                                                       printable(wanted, 60), fmt::join(present, ", ")));
}

}  // namespace

std::string canonical_split(std::string_view name) {
  std::string split(trimmed(name));
  for (char& c : split)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return split == "validation" ? "val" : split;
}

Result<Selection> select_split(const std::filesystem::path& file, std::size_t path_column,
                               std::optional<std::size_t> split_column, std::string_view asked) {
  MUSTER_TRY(const auto counts, count_rows(file, path_column, split_column));
  return choose(file, counts, asked);
}

}  // namespace muster
