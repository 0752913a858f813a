#include "import/confusion_csv.h"

#include <fmt/format.h>

#include <unordered_map>

#include "base/table_reader.h"
#include "base/text.h"

namespace muster {
namespace {

constexpr std::size_t kMostClasses = 2000;
constexpr long long kMostPhotos = 1'000'000'000'000;  // in one cell

using ClassIndex = std::unordered_map<std::string, std::size_t>;

/// Whether a spreadsheet calls its sums so.
bool names_sums(std::string_view name) {
  for (const std::string_view word : {"total", "totals", "all", "sum", "sums"})
    if (equal_ignoring_case(name, word)) return true;
  return false;
}

Result<ClassIndex> read_classes(const TableReader& csv, const std::filesystem::path& path, GivenConfusion& confusion) {
  const auto& header = csv.header();
  const auto refuse = [&](const std::string& what) {
    return fail(ErrorCode::kMalformed, fmt::format("{}:1: {}", path.string(), what));
  };
  if (csv.column("actual") != 0 || header.size() < 3)
    return refuse(
        "the header must be \"actual\" and the names of at least two classes, for example actual,Cat,Dog,Bird");
  if (header.size() - 1 > kMostClasses) return refuse(fmt::format("more than {} classes", kMostClasses));
  ClassIndex index;
  for (std::size_t i = 1; i < header.size(); ++i) {
    if (header[i] == "-")
      return refuse(
          "photos of none of the classes ('-') have no place in a matrix: leave that column and that row out");
    if (names_sums(header[i]))
      return refuse(fmt::format("'{}' is no class, but the sums of the others: leave that column and that row out",
                                printable(header[i], 60)));
    if (header[i].empty()) return refuse(fmt::format("column {} has no name", i + 1));
    if (!index.emplace(header[i], i - 1).second)
      return refuse(fmt::format("the class '{}' stands twice", printable(header[i], 60)));
    confusion.class_names.push_back(header[i]);
  }
  return index;
}

Result<std::uint64_t> parse_count(const std::string& text, const std::string& place) {
  const auto count = parse_integer(text);
  if (!count)
    return fail(ErrorCode::kMalformed,
                fmt::format("{}: '{}' is not a whole number of photos", place, printable(text, 60)));
  if (*count < 0) return fail(ErrorCode::kMalformed, fmt::format("{}: a count of photos cannot be {}", place, *count));
  if (*count > kMostPhotos)
    return fail(ErrorCode::kMalformed, fmt::format("{}: {} photos are more than can be true", place, *count));
  return static_cast<std::uint64_t>(*count);
}

}  // namespace

Result<GivenConfusion> read_confusion(const std::filesystem::path& path) {
  MUSTER_TRY(TableReader csv, TableReader::open(path));
  GivenConfusion confusion;
  MUSTER_TRY(const ClassIndex index, read_classes(csv, path, confusion));
  confusion.counts.resize(index.size());
  std::vector<std::string> fields;
  std::uint64_t photos = 0;
  while (true) {
    MUSTER_TRY(const bool any, csv.next(fields));
    if (!any) break;
    const std::string name(trimmed(fields.front()));
    const auto row = index.find(name);
    if (row == index.end() && names_sums(name))
      return fail(ErrorCode::kMalformed, fmt::format("{}: '{}' is no class, but the sums of the others: leave it out",
                                                     csv.place(), printable(name, 60)));
    if (row == index.end())
      return fail(ErrorCode::kMalformed, fmt::format("{}: the row '{}' is no column of the header{}", csv.place(),
                                                     printable(name, 60), did_you_mean(name, confusion.class_names)));
    auto& counts = confusion.counts[row->second];
    if (!counts.empty())
      return fail(ErrorCode::kMalformed, fmt::format("{}: a second row '{}'", csv.place(), printable(name, 60)));
    for (std::size_t i = 1; i < fields.size(); ++i) {
      MUSTER_TRY(const std::uint64_t count, parse_count(fields[i], csv.place()));
      counts.push_back(count);
      photos += count;
    }
  }
  for (std::size_t i = 0; i < confusion.counts.size(); ++i)
    if (confusion.counts[i].empty())
      return fail(ErrorCode::kMalformed, fmt::format("{}: the class '{}' is a column but no row", path.string(),
                                                     printable(confusion.class_names[i], 60)));
  if (photos == 0) return fail(ErrorCode::kMalformed, fmt::format("{}: every count is zero", path.string()));
  return confusion;
}

}  // namespace muster
