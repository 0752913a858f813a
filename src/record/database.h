#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "muster/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace muster {

/// One prepared statement of a Database, which must outlive it. Parameters are numbered from 1, columns from 0.
class Statement {
 public:
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, double value);
  void bind(int parameter, std::string_view text);
  void bind(int parameter, std::span<const std::byte> bytes);
  void bind_null(int parameter);

  /// The next row; false: there is none. Errors name the file.
  Result<bool> step();
  /// Makes it ready for its next run.
  void reset();
  /// Runs a statement without rows, and resets it.
  Result<void> run();

  // Of the row at hand. A value of another type is absent. Texts and bytes are valid until the next step.
  [[nodiscard]] std::optional<std::int64_t> integer(int column) const;
  [[nodiscard]] std::optional<double> real(int column) const;
  [[nodiscard]] std::optional<std::string_view> text(int column) const;
  [[nodiscard]] std::optional<std::span<const std::byte>> bytes(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  sqlite3* database_ = nullptr;
  std::string name_;
};

/// An SQLite file. Not thread-safe.
class Database {
 public:
  /// A new file; `path` empty: a temporary one that goes away with the Database. What stands there must be empty.
  static Result<Database> create(const std::filesystem::path& path);

  /// An untrusted file, for reading only. Errors: kNotFound, kMalformed (no SQLite file).
  static Result<Database> open(const std::filesystem::path& path);

  /// Runs statements that have no rows and no parameters.
  Result<void> execute(const std::string& statements);
  Result<Statement> prepare(std::string_view statement);

  /// The file, for messages.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  static Result<Database> connect(const std::filesystem::path& path, int flags);

  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
  std::string name_;
};

}  // namespace muster
