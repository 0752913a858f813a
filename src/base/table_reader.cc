#include "base/table_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/json_keys.h"
#include "base/text.h"

namespace muster {
namespace {

constexpr std::uint64_t kLongestRow = std::uint64_t{1} << 20U;
constexpr std::size_t kBufferBytes = std::size_t{1} << 16U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

using OrderedJson = nlohmann::ordered_json;

/// A line's object. Errors: there is none, or a key stands twice in it.
Result<OrderedJson> parse_row(const std::string& line) {
  KeyWatch<OrderedJson, 2> keys;
  auto row = OrderedJson::parse(
      line,
      [&](int depth, OrderedJson::parse_event_t event, OrderedJson& parsed) { return keys(depth, event, parsed); },
      false);
  if (!row.is_object() || row.empty())
    return fail(ErrorCode::kMalformed,
                "no JSON object; a row is one, on a line of its own, and its keys are the columns");
  if (keys.repeated())
    return fail(ErrorCode::kMalformed, in_quotes(*keys.repeated()) + " stands twice in the object: which one counts?");
  return row;
}

/// A value as a field; nullopt: an object, or a list of more than texts and numbers.
std::optional<std::string> text_of(const OrderedJson& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  if (!value.is_array()) return std::nullopt;
  std::string list;
  for (const OrderedJson& item : value) {
    if (item.is_structured()) return std::nullopt;
    const auto text = text_of(item);
    list += (list.empty() ? "" : ";") + *text;
  }
  return list;
}

}  // namespace

Result<TableReader> TableReader::open(const std::filesystem::path& path) {
  TableReader reader;
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
  reader.json_lines_ = reader.peek() == '{';
  if (reader.json_lines_) {
    MUSTER_CHECK_OK(reader.read_json_header());
    return reader;
  }
  MUSTER_TRY(const bool any, reader.read_record(reader.header_));
  if (!any)
    return fail(ErrorCode::kMalformed, fmt::format("{}: empty; the first line must name the columns", path.string()));
  for (std::string& name : reader.header_) name = std::string(trimmed(name));
  if (reader.header_.size() == 1 && reader.header_[0].find_first_of(";\t") != std::string::npos)
    return reader.malformed(
        "its columns stand between semicolons or tabs; save it with commas between them, and with "
        "points in numbers");
  for (auto name = reader.header_.begin(); name != reader.header_.end(); ++name)
    if (!name->empty() && std::find(reader.header_.begin(), name, *name) != name)
      return reader.malformed(fmt::format("column '{}' stands twice", printable(*name, 60)));
  return reader;
}

std::optional<std::size_t> TableReader::column(std::string_view name) const {
  std::optional<std::size_t> alike;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (header_[i] == name) return i;
    if (!alike && equal_ignoring_case(header_[i], name)) alike = i;
  }
  return alike;
}

std::string TableReader::place() const {
  return fmt::format("{}:{}", path_.string(), record_line_);
}

tl::unexpected<Error> TableReader::malformed(std::string_view what) const {
  return fail(ErrorCode::kMalformed, fmt::format("{}: {}", place(), what));
}

Result<bool> TableReader::next(std::vector<std::string>& fields) {
  if (json_lines_) return read_json_record(fields);
  MUSTER_TRY(const bool any, read_record(fields));
  if (any && fields.size() != header_.size())
    return malformed(fmt::format("{} fields where the header has {}", fields.size(), header_.size()));
  return any;
}

int TableReader::peek() {
  if (at_ == filled_ && !failed_) {
    at_ = 0;
    filled_ = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
    failed_ = filled_ == 0 && std::ferror(file_.get()) != 0;
  }
  return at_ < filled_ ? static_cast<unsigned char>(buffer_[at_]) : kEnd;
}

int TableReader::get() {
  const int c = peek();
  if (c == kEnd) return kEnd;
  ++at_, ++record_bytes_;
  if (c == '\n') ++line_;
  return c;
}

/// Passes over LF or CRLF, if one is next.
bool TableReader::skip_line_break() {
  if (peek() == '\n') return get(), true;
  if (peek() != '\r') return false;
  get();
  if (peek() == '\n') get();
  return true;
}

Result<void> TableReader::read_quoted(std::string& field) {
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

Result<void> TableReader::read_unquoted(std::string& field) {
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

Result<bool> TableReader::read_record(std::vector<std::string>& fields) {
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

Result<bool> TableReader::read_json_line(std::string& line) {
  while (skip_line_break()) continue;  // blank lines
  record_line_ = line_;
  record_bytes_ = 0;
  line.clear();
  for (int c = peek(); c != kEnd && c != '\n'; c = peek()) {
    line += static_cast<char>(get());
    if (record_bytes_ > kLongestRow) return malformed("a row of more than 1 MiB");
  }
  if (failed_) return fail(ErrorCode::kRuntime, fmt::format("{}: cannot read", place()));
  skip_line_break();
  return !line.empty();
}

Result<void> TableReader::read_json_header() {
  std::string line;
  MUSTER_CHECK_OK(read_json_line(line));
  const auto row = parse_row(line);
  if (!row) return malformed(row.error().message);
  for (const auto& [name, value] : row->items()) header_.push_back(name);
  std::rewind(file_.get());
  at_ = filled_ = 0;
  line_ = 1;
  peek();
  if (std::string_view(buffer_.data(), filled_).starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  return {};
}

Result<bool> TableReader::read_json_record(std::vector<std::string>& fields) {
  std::string line;
  MUSTER_TRY(const bool any, read_json_line(line));
  if (!any) return false;
  const auto row = parse_row(line);
  if (!row) return malformed(row.error().message);
  fields.assign(header_.size(), "");
  for (const auto& [name, value] : row->items()) {
    const auto column = std::find(header_.begin(), header_.end(), name);
    if (column == header_.end())
      return malformed(
          fmt::format("the key '{}' is not in the first object, whose keys are the columns", printable(name, 60)));
    const auto text = text_of(value);
    if (!text)
      return malformed(fmt::format("the value of '{}' is no text, number or list of them", printable(name, 60)));
    fields[static_cast<std::size_t>(column - header_.begin())] = *text;
  }
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
