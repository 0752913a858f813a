#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster {

/// Reads a table row by row, so that memory does not grow with the file; a byte order mark and blank lines are passed
/// over.
/// CSV (RFC 4180: quoted fields, "" for a quote, line breaks inside quotes; LF or CRLF); more lenient than the RFC in
/// one point: a quote inside an unquoted field is taken as it stands. JSON lines, where the file begins with a brace:
/// an object a row. The first one's keys are the columns; a key that is left out or null is an empty field, a list one
/// with semicolons between its items.
class TableReader {
 public:
  /// Opens a regular file and reads its header. Errors: kNotFound; kInvalidArgument (a folder, a pipe);
  /// kMalformed (no header, a column named twice, not UTF-8).
  static Result<TableReader> open(const std::filesystem::path& path);

  /// Names of the columns, trimmed.
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }

  /// Index of the column of that name, else of one that differs in case only; nullopt: there is none.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;

  /// The next row into `fields` (as many as the header has); false at the end.
  /// Errors, with file:line: another number of fields, an open quote, text after a closing quote, a row over
  /// 1 MiB, a NUL byte, text that is not UTF-8, no JSON object, a key that the first object has not.
  Result<bool> next(std::vector<std::string>& fields);

  /// Line on which the row last read begins, from 1.
  [[nodiscard]] std::uint64_t line() const { return record_line_; }

  /// "FILE:LINE" of the row last read, for errors.
  [[nodiscard]] std::string place() const;

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  static constexpr int kEnd = -1;

  int peek();
  int get();
  bool skip_line_break();
  Result<void> read_quoted(std::string& field);
  Result<void> read_unquoted(std::string& field);
  Result<bool> read_record(std::vector<std::string>& fields);
  Result<void> read_json_header();
  Result<bool> read_json_line(std::string& line);
  Result<bool> read_json_record(std::vector<std::string>& fields);
  [[nodiscard]] tl::unexpected<Error> malformed(std::string_view what) const;

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<std::string> header_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, filled_ = 0;
  std::uint64_t line_ = 1, record_line_ = 1, record_bytes_ = 0;
  bool failed_ = false, json_lines_ = false;
};

/// Calls `use` with the fields of every row that is left, until it fails; its errors get the row's place.
template <class Use>
Result<void> for_each_row(TableReader& csv, const Use& use) {
  std::vector<std::string> fields;
  while (true) {
    auto any = csv.next(fields);
    if (!any) return tl::unexpected(std::move(any).error());
    if (!*any) return {};
    if (Result<void> used = use(fields); !used) return tl::unexpected(with_context(used.error(), csv.place()));
  }
}

/// One field, quoted where RFC 4180 needs it.
std::string csv_field(std::string_view text);

}  // namespace muster
