#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "muster/error.h"
#include "muster/run.h"
#include "record/database.h"

namespace muster {

/// Writes a Run to its file while it is measured, so that a crash loses a second of it at most. Not thread-safe.
class RunWriter {
 public:
  /// Of a new file in place of an older Run file; `path` empty: a temporary one, gone with the writer. The first put
  /// begins the file, so that the older one stays until there is something to put.
  /// Errors: a file that is no Run stands there.
  static Result<RunWriter> create(const std::filesystem::path& path);
  [[nodiscard]] bool has_begun() const { return database_ != nullptr; }

  /// Writes, or writes anew, all that is not one row a photo.
  Result<void> put_documents(const Run& run);

  /// Writes the classes and photos of run.dataset, once it is known, and the answers that are there.
  Result<void> put_photos(const Run& run);

  // All below: once the file has begun.

  /// Writes what came of one photo, and the bytes of the whole output tensor where there are any.
  Result<void> put_answer(const Run& run, std::size_t photo, std::span<const std::byte> output);

  /// After copies were taken out of a Run (`removed` has an entry a photo that was put), or answers were changed or
  /// dropped: writes all anew.
  Result<void> settle_answers(const Run& run, const std::vector<bool>& removed);

  /// Writes one of stress.states, once the documents say which photos and kinds there are.
  Result<void> put_stress_answer(const StressAnswers& stress, std::size_t answer);

  /// Makes what was written durable; done about once a second by itself.
  Result<void> commit();

  /// Writes anew the answers that are set aside. The photos are those of the file, in their order.
  Result<void> set_aside(const Run& run);

  [[nodiscard]] Database& database() { return *database_; }

 private:
  Result<void> begin();
  Result<void> commit_now_and_then();
  Result<void> write_answer(std::int64_t row, const Run& run, std::size_t photo);
  Result<void> write_stress_answer(const StressAnswers& stress, std::size_t answer);

  std::filesystem::path path_;
  std::unique_ptr<Database> database_;  // at a fixed place, for the statements
  std::unique_ptr<Statement> answer_, output_, stress_, ties_;
  std::vector<std::int64_t> rows_;  // the numbers of the photos that are left
  std::chrono::steady_clock::time_point committed_ = std::chrono::steady_clock::now();
};

/// Writes the documents of a Run file anew, for what became known after its writer was done.
Result<void> rewrite_documents(const std::filesystem::path& path, const Run& run);

}  // namespace muster
