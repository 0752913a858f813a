#include "record/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <fstream>

namespace muster {
namespace {

constexpr int kLongestValue = 256 << 20;
constexpr int kBusyMilliseconds = 10'000;
constexpr std::string_view kMagic{"SQLite format 3\0", 16};

Error error_of(sqlite3* database, const std::string& name) {
  const int code = sqlite3_errcode(database);
  const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_TOOBIG;
  return {damaged ? ErrorCode::kMalformed : ErrorCode::kRuntime, fmt::format("{}: {}", name, sqlite3_errmsg(database))};
}

/// Whether the file begins as every SQLite file does.
Result<void> require_magic(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    return fail(ErrorCode::kNotFound, fmt::format("{}: there is no such file", path.string()));
  if (!std::filesystem::is_regular_file(path, error))
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}: is no file", path.string()));
  std::array<char, 16> start{};
  std::ifstream(path, std::ios::binary).read(start.data(), start.size());
  if (std::string_view(start.data(), start.size()) == kMagic) return {};
  return fail(ErrorCode::kMalformed, fmt::format("{}: is no Run file of muster", path.string()));
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

// A value that cannot be bound (no memory, too long) leaves NULL, which the schema refuses where it matters.
void Statement::bind(int parameter, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), parameter, value);
}
void Statement::bind(int parameter, double value) {
  sqlite3_bind_double(statement_.get(), parameter, value);
}
void Statement::bind(int parameter, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), parameter, text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                      SQLITE_UTF8);
}
void Statement::bind(int parameter, std::span<const std::byte> bytes) {
  sqlite3_bind_blob64(statement_.get(), parameter, bytes.empty() ? nullptr : bytes.data(), bytes.size(),
                      SQLITE_TRANSIENT);
}
void Statement::bind_null(int parameter) {
  sqlite3_bind_null(statement_.get(), parameter);
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return tl::unexpected(error_of(database_, name_));
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
}

Result<void> Statement::run() {
  const auto stepped = step();
  reset();
  if (!stepped) return tl::unexpected(stepped.error());
  return {};
}

std::optional<std::int64_t> Statement::integer(int column) const {
  if (sqlite3_column_type(statement_.get(), column) != SQLITE_INTEGER) return std::nullopt;
  return sqlite3_column_int64(statement_.get(), column);
}

std::optional<double> Statement::real(int column) const {
  const int type = sqlite3_column_type(statement_.get(), column);
  if (type != SQLITE_FLOAT && type != SQLITE_INTEGER) return std::nullopt;
  return sqlite3_column_double(statement_.get(), column);
}

std::optional<std::string_view> Statement::text(int column) const {
  if (sqlite3_column_type(statement_.get(), column) != SQLITE_TEXT) return std::nullopt;
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (text == nullptr) return std::nullopt;
  return std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

std::optional<std::span<const std::byte>> Statement::bytes(int column) const {
  if (sqlite3_column_type(statement_.get(), column) != SQLITE_BLOB) return std::nullopt;
  const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement_.get(), column));
  return std::span(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

Result<Database> Database::connect(const std::filesystem::path& path, int flags) {
  Database opened;
  opened.name_ = path.string();
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  opened.database_.reset(raw);
  if (raw == nullptr) return fail(ErrorCode::kRuntime, "no memory for a database");
  if (code != SQLITE_OK) return tl::unexpected(error_of(raw, opened.name_));
  sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, kLongestValue);
  sqlite3_busy_timeout(raw, kBusyMilliseconds);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return opened;
}

Result<Database> Database::create(const std::filesystem::path& path) {
  MUSTER_TRY(Database created, connect(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
  MUSTER_CHECK_OK(created.execute("PRAGMA synchronous = NORMAL"));
  return created;
}

Result<Database> Database::open(const std::filesystem::path& path) {
  MUSTER_CHECK_OK(require_magic(path));
  // Writable where it can be: a writer that was killed left a journal, which the first reader rolls back.
  MUSTER_TRY(Database opened, connect(path, SQLITE_OPEN_READWRITE));
  MUSTER_CHECK_OK(opened.execute("PRAGMA query_only = ON; PRAGMA cell_size_check = ON"));
  return opened;
}

Result<void> Database::execute(const std::string& statements) {
  if (sqlite3_exec(database_.get(), statements.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return tl::unexpected(error_of(database_.get(), name_));
}

Result<Statement> Database::prepare(std::string_view text) {
  Statement statement;
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(database_.get(), text.data(), static_cast<int>(text.size()), &raw, nullptr);
  statement.statement_.reset(raw);
  statement.database_ = database_.get();
  statement.name_ = name_;
  if (code != SQLITE_OK) return tl::unexpected(error_of(database_.get(), name_));
  return statement;
}

}  // namespace muster
