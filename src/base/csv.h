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

/// Reads a CSV file (RFC 4180: quoted fields, "" for a quote, line breaks inside quotes; LF or CRLF; a byte
/// order mark is passed over) row by row, so that memory does not grow with the file. Blank lines are skipped.
class CsvReader {
 public:
  /// Opens the file and reads its header. Errors: kNotFound, kMalformed (no header, not UTF-8).
  static Result<CsvReader> open(const std::filesystem::path& path);

  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }

  /// Index of the column of that name, case-insensitive; nullopt: there is none.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;

  /// The next row into `fields` (as many as the header has); false at the end.
  /// Errors, with file:line: another number of fields, an open quote, a row over 1 MiB, text that is not UTF-8.
  Result<bool> next(std::vector<std::string>& fields);

  /// "FILE:LINE" of the row last read, for errors.
  [[nodiscard]] std::string place() const;

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  Result<bool> read_record(std::vector<std::string>& fields);

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<std::string> header_;
  std::uint64_t line_ = 0, record_line_ = 0;
};

/// One field, quoted where RFC 4180 needs it.
std::string csv_field(std::string_view text);

}  // namespace muster
