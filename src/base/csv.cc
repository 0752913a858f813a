#include "base/csv.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace muster {
namespace {

constexpr std::uint64_t kLongestRow = std::uint64_t{1} << 20U;
constexpr std::size_t kBufferBytes = std::size_t{1} << 16U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Result<CsvReader> CsvReader::open(const std::filesystem::path& path) {
  CsvReader reader;
  reader.path_ = path;
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe without a writer must not hang
  struct stat info {};
  if (fd < 0 || ::fstat(fd, &info) != 0) {
    const auto code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kRuntime;
    auto failure = fail(code, fmt::format("{}: cannot open: {}", path.string(), std::strerror(errno)));
    if (fd >= 0) ::close(fd);
    return failure;
  }
  reader.file_.reset(::fdopen(fd, "r"));
  if (!S_ISREG(info.st_mode))
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}: not a regular file", path.string()));
  reader.buffer_.resize(kBufferBytes);
  reader.peek();
  if (std::string_view(reader.buffer_.data(), reader.filled_).starts_with(kByteOrderMark))
    reader.at_ = kByteOrderMark.size();
  MUSTER_TRY(const bool any, reader.read_record(reader.header_));
  if (!any)
    return fail(ErrorCode::kMalformed, fmt::format("{}: empty; the first line must name the columns", path.string()));
  for (std::string& name : reader.header_) name = std::string(trimmed(name));
  for (auto name = reader.header_.begin(); name != reader.header_.end(); ++name)
    if (!name->empty() && std::find(reader.header_.begin(), name, *name) != name)
      return reader.malformed(fmt::format("column '{}' stands twice", printable(*name, 60)));
  return reader;
}

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
  std::optional<std::size_t> alike;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (header_[i] == name) return i;
    if (!alike && equal_ignoring_case(header_[i], name)) alike = i;
  }
  return alike;
}

std::string CsvReader::place() const {
  return fmt::format("{}:{}", path_.string(), record_line_);
}

tl::unexpected<Error> CsvReader::malformed(std::string_view what) const {
  return fail(ErrorCode::kMalformed, fmt::format("{}: {}", place(), what));
}

Result<bool> CsvReader::next(std::vector<std::string>& fields) {
  MUSTER_TRY(const bool any, read_record(fields));
  if (any && fields.size() != header_.size())
    return malformed(fmt::format("{} fields where the header has {}", fields.size(), header_.size()));
  return any;
}

int CsvReader::peek() {
  if (at_ == filled_ && !failed_) {
    at_ = 0;
    filled_ = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
    failed_ = filled_ == 0 && std::ferror(file_.get()) != 0;
  }
  return at_ < filled_ ? static_cast<unsigned char>(buffer_[at_]) : kEnd;
}

int CsvReader::get() {
  const int c = peek();
  if (c == kEnd) return kEnd;
  ++at_, ++record_bytes_;
  if (c == '\n') ++line_;
  return c;
}

/// Passes over LF or CRLF, if one is next.
bool CsvReader::skip_line_break() {
  if (peek() == '\n') return get(), true;
  if (peek() != '\r') return false;
  get();
  if (peek() == '\n') get();
  return true;
}

Result<void> CsvReader::read_quoted(std::string& field) {
  get();  // the opening quote
  while (record_bytes_ <= kLongestRow) {
    const int c = get();
    if (c == kEnd) return malformed("a quote is opened and never closed");
    if (c != '"') {
      field += static_cast<char>(c);
      continue;
    }
    if (peek() != '"') {
      const int following = peek();
      if (following == ',' || following == '\n' || following == '\r' || following == kEnd) return {};
      return malformed("text after a closing quote; a quote inside a field is written \"\"");
    }
    get();
    field += '"';
  }
  return malformed("a row of more than 1 MiB");
}

Result<void> CsvReader::read_unquoted(std::string& field) {
  for (int c = peek(); c != kEnd && c != ',' && c != '\n' && c != '\r'; c = peek()) {
    const char* begin = buffer_.data() + at_;  // takes what the buffer holds of the field at once
    const char* const end = buffer_.data() + filled_;
    const char* stop = begin;
    while (stop != end && *stop != ',' && *stop != '\n' && *stop != '\r') ++stop;
    field.append(begin, stop);
    at_ += static_cast<std::size_t>(stop - begin);
    record_bytes_ += static_cast<std::uint64_t>(stop - begin);
    if (record_bytes_ > kLongestRow) return malformed("a row of more than 1 MiB");
  }
  return {};
}

Result<bool> CsvReader::read_record(std::vector<std::string>& fields) {
  while (skip_line_break()) continue;  // blank lines
  record_line_ = line_;
  record_bytes_ = 0;
  std::size_t used = 0;
  for (bool more = peek() != kEnd; more; ++used) {
    if (used == fields.size()) fields.emplace_back();  // strings keep their memory from row to row
    std::string& field = fields[used];
    field.clear();
    MUSTER_CHECK_OK(peek() == '"' ? read_quoted(field) : read_unquoted(field));
    if (field.find('\0') != std::string::npos) return malformed("a NUL byte; not a text file");
    if (!is_utf8(field)) return malformed(fmt::format("'{}' is not UTF-8", printable(field, 60)));
    more = peek() == ',' && get() == ',';
    if (record_bytes_ > kLongestRow) return malformed("a row of more than 1 MiB");
  }
  if (failed_) return fail(ErrorCode::kRuntime, fmt::format("{}: cannot read", place()));
  fields.resize(used);
  skip_line_break();
  return used > 0;
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
