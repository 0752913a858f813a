#include "base/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace muster {
namespace {

constexpr std::size_t kLongestRow = std::size_t{1} << 20U;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

Result<CsvReader> CsvReader::open(const std::filesystem::path& path) {
  CsvReader reader;
  reader.path_ = path;
  reader.file_.reset(std::fopen(path.c_str(), "re"));
  if (!reader.file_)
    return fail(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kRuntime,
                fmt::format("{}: cannot open: {}", path.string(), std::strerror(errno)));
  MUSTER_TRY(const bool any, reader.read_record(reader.header_));
  if (!any) return fail(ErrorCode::kMalformed, fmt::format("{}: empty; the first line must name the columns", path.string()));
  std::string& first = reader.header_.front();
  if (first.starts_with("\xEF\xBB\xBF")) first.erase(0, 3);
  for (std::string& name : reader.header_) name = std::string(trimmed(name));
  return reader;
}

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (equal_ignoring_case(header_[i], name)) return i;
  return std::nullopt;
}

std::string CsvReader::place() const { return fmt::format("{}:{}", path_.string(), record_line_); }

Result<bool> CsvReader::next(std::vector<std::string>& fields) {
  MUSTER_TRY(const bool any, read_record(fields));
  if (any && fields.size() != header_.size())
    return fail(ErrorCode::kMalformed,
                fmt::format("{}: {} fields where the header has {}", place(), fields.size(), header_.size()));
  return any;
}

Result<bool> CsvReader::read_record(std::vector<std::string>& fields) {
  std::size_t used = 0, bytes = 0;
  const auto field = [&]() -> std::string& {  // strings keep their memory from row to row
    if (used == fields.size()) fields.emplace_back();
    return fields[used];
  };
  field().clear();
  record_line_ = ++line_;
  bool quoted = false, was_quoted = false, any = false;
  for (int c = std::getc(file_.get()); ; c = std::getc(file_.get())) {
    if (c == EOF) {
      if (std::ferror(file_.get())) return fail(ErrorCode::kRuntime, fmt::format("{}: cannot read", place()));
      if (quoted) return fail(ErrorCode::kMalformed, fmt::format("{}: a quote is opened and never closed", place()));
      if (!any) return false;
      break;
    }
    if (++bytes > kLongestRow) return fail(ErrorCode::kMalformed, fmt::format("{}: a row of more than 1 MiB", place()));
    if (quoted) {
      if (c == '\n') ++line_;
      if (c != '"') {
        field() += static_cast<char>(c);
        continue;
      }
      const int following = std::getc(file_.get());
      if (following == '"') {
        field() += '"';
        continue;
      }
      quoted = false;
      std::ungetc(following, file_.get());
    } else if (c == '"' && field().empty() && !was_quoted) {
      quoted = was_quoted = any = true;
    } else if (c == ',') {
      ++used, field().clear();
      was_quoted = false, any = true;
    } else if (c == '\n') {
      if (!any) {  // a blank line
        record_line_ = ++line_, field().clear();
        continue;
      }
      break;
    } else if (c != '\r') {
      field() += static_cast<char>(c), any = true;
    }
  }
  fields.resize(used + 1);
  for (const std::string& text : fields)
    if (!is_utf8(text)) return fail(ErrorCode::kMalformed, fmt::format("{}: '{}' is not UTF-8", place(), printable(text, 60)));
  return true;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace muster
