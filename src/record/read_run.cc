#include "record/read_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "base/dequantize.h"
#include "base/photo_states.h"
#include "base/text.h"
#include "record/read_stress.h"
#include "record/run_fields.h"
#include "record/schema.h"

namespace muster {
namespace {

constexpr std::int64_t kMostPhotos = 1LL << 31;

tl::unexpected<Error> damaged(const Database& database, std::string_view what) {
  return fail(ErrorCode::kMalformed, fmt::format("{}: damaged: {}", database.name(), what));
}

Result<std::int64_t> pragma(Database& database, std::string_view name) {
  MUSTER_TRY(Statement statement, database.prepare(fmt::format("PRAGMA {}", name)));
  MUSTER_CHECK_OK(statement.step());
  return statement.integer(0).value_or(0);
}

/// The schema must be ours to the letter: then reading runs nothing that a stranger wrote.
Result<void> require_schema(Database& database) {
  MUSTER_TRY(Statement schema, database.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"));
  std::size_t tables = 0;
  while (true) {
    MUSTER_TRY(const bool any, schema.step());
    if (!any) break;
    const auto sql = schema.text(0);
    const bool is_known = sql && std::ranges::find(kRunFileTables, *sql) != kRunFileTables.end();
    if (!is_known && !(sql && std::ranges::find(kLaterTables, *sql) != kLaterTables.end()))
      return damaged(database, "it has a table that no Run has");
    tables += is_known ? 1U : 0U;
  }
  if (tables != kRunFileTables.size()) return damaged(database, "a table is missing");
  return {};
}

/// A column of texts as a SliceColumn, built row by row.
class SliceReader {
 public:
  explicit SliceReader(SliceColumn& column) : column_(column) {}

  void add(std::string_view value) {
    const auto [found, is_new] = places_.try_emplace(std::string(value), column_.values.size());
    if (is_new) column_.values.emplace_back(value);
    column_.indices.push_back(static_cast<std::uint32_t>(found->second));
  }

 private:
  SliceColumn& column_;
  std::unordered_map<std::string, std::size_t> places_;
};

/// Reads one Run. Rows are told apart by their photo's number, which need not be without gaps.
class RunReader {
 public:
  RunReader(Database& database, Run& run) : database_(database), run_(run) {}

  Result<void> read_facts() {
    MUSTER_CHECK_OK(read_classes());
    return read_documents();
  }

  Result<void> read() {
    MUSTER_CHECK_OK(read_facts());
    MUSTER_CHECK_OK(read_photos());
    MUSTER_CHECK_OK(read_slices());
    MUSTER_CHECK_OK(read_answers());
    MUSTER_CHECK_OK(read_ties());
    MUSTER_CHECK_OK(check_decision());
    return run_.stress ? read_stress_answers(database_, rows_, run_) : Result<void>();
  }

 private:
  Result<void> read_classes() {
    MUSTER_TRY(Statement name, database_.prepare("SELECT class, name FROM classes ORDER BY class"));
    auto& names = run_.dataset.class_names;
    while (true) {
      MUSTER_TRY(const bool any, name.step());
      if (!any) return {};
      if (name.integer(0) != static_cast<std::int64_t>(names.size()) || !name.text(1))
        return damaged(database_, "the classes are not numbered from 0");
      names.emplace_back(*name.text(1));
    }
  }

  Result<void> read_documents() {
    MUSTER_TRY(Statement fact, database_.prepare("SELECT json FROM facts WHERE name = ?"));
    for (const RunDocument& document : run_documents()) {
      fact.bind(1, document.name);
      MUSTER_TRY(const bool any, fact.step());
      if (!any && document.may_be_missing) {
        fact.reset();
        continue;
      }
      if (!any || !fact.text(0)) return damaged(database_, fmt::format("the document '{}' is missing", document.name));
      const auto json = nlohmann::json::parse(*fact.text(0), nullptr, /*allow_exceptions=*/false);
      if (json.is_discarded()) return damaged(database_, fmt::format("document '{}' is no JSON", document.name));
      try {
        document.read(json, run_);
      } catch (const nlohmann::json::exception& error) {
        return damaged(database_, fmt::format("document '{}': {}", document.name, error.what()));
      }
      fact.reset();
    }
    if (const auto sound = check_documents(run_); !sound) return damaged(database_, sound.error().message);
    return {};
  }

  Result<void> read_photos() {
    const std::size_t classes = run_.dataset.class_names.size();
    SliceReader clusters(run_.dataset.group);
    const bool clustered = !run_.dataset.group.name.empty();
    MUSTER_TRY(Statement photo, database_.prepare("SELECT photo, path, class, cluster FROM photos ORDER BY photo"));
    while (true) {
      MUSTER_TRY(const bool any, photo.step());
      if (!any) return {};
      const auto row = photo.integer(0);
      const auto path = photo.text(1);
      const auto index = photo.integer(2);
      if (!row || !path || (!rows_.empty() && *row <= rows_.back()) || *row < 0 || *row >= kMostPhotos)
        return damaged(database_, "a photo without number or path");
      if (!photo.is_null(2) && (!index || *index < 0 || static_cast<std::size_t>(*index) >= classes))
        return damaged(database_, fmt::format("photo {} has a class that the model has not", *row));
      rows_.push_back(*row);
      run_.dataset.paths.push_back(*path);
      run_.dataset.classes.push_back(index ? static_cast<std::uint32_t>(*index) : kNoClass);
      if (clustered) clusters.add(photo.text(3).value_or(""));
    }
  }

  /// Of a process that was killed: its photos in their order up to the first that has no answer.
  void keep_answered_part() {
    auto& order = run_.decision->order;
    auto& states = run_.predictions.states;
    const auto is_answered = [&](std::uint32_t photo) {
      return photo < states.size() && states[photo] != PhotoState::kPending;
    };
    const auto end = std::ranges::find_if_not(order, is_answered);
    for (auto later = end; later != order.end(); ++later)
      if (*later < states.size()) states[*later] = PhotoState::kPending;
    order.erase(end, order.end());
  }

  /// Every photo that decided was answered, and stands there once.
  Result<void> check_decision() {
    if (!run_.decision) return {};
    if (!run_.complete) keep_answered_part();
    std::vector<bool> taken(run_.predictions.states.size());
    for (const std::uint32_t photo : run_.decision->order) {
      if (photo >= taken.size() || taken[photo] || run_.predictions.states[photo] == PhotoState::kPending)
        return damaged(database_, "it was decided by a photo that was not answered, or by one twice");
      taken[photo] = true;
    }
    return {};
  }

  Result<void> read_slices() {
    MUSTER_TRY(Statement value, database_.prepare("SELECT photo, value FROM slices WHERE name = ? ORDER BY photo"));
    for (SliceColumn& column : run_.dataset.slices) {
      SliceReader reader(column);
      value.bind(1, std::string_view(column.name));
      for (const std::int64_t row : rows_) {
        MUSTER_TRY(const bool any, value.step());
        if (!any || value.integer(0) != row || !value.text(1))
          return damaged(database_, fmt::format("column '{}' has no value for photo {}", printable(column.name), row));
        reader.add(*value.text(1));
      }
      value.reset();
    }
    return {};
  }

  Result<void> read_answers() {
    MUSTER_TRY(Statement answer, database_.prepare("SELECT * FROM answers ORDER BY photo"));
    Predictions& predictions = run_.predictions;
    std::size_t next = 0;
    while (true) {
      MUSTER_TRY(const bool any, answer.step());
      if (!any) return {};
      if (predictions.states.empty()) make_room();
      const auto row = answer.integer(0);
      while (next < rows_.size() && row && rows_[next] < *row) ++next;
      if (!row || next == rows_.size() || rows_[next] != *row || predictions.states[next] != PhotoState::kPending)
        return damaged(database_, "an answer to no photo");
      MUSTER_CHECK_OK(read_answer(answer, next));
    }
  }

  /// Known only where the whole outputs were at hand; older files lack the table.
  Result<void> read_ties() {
    Predictions& predictions = run_.predictions;
    MUSTER_TRY(Statement known, database_.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'ties'"));
    MUSTER_TRY(const bool any, known.step());
    if (!any || !predictions.output || predictions.states.empty()) return {};
    predictions.above_lowest.assign(rows_.size(), static_cast<std::uint8_t>(kBest));
    MUSTER_TRY(Statement ties, database_.prepare("SELECT photo, above_lowest FROM ties ORDER BY photo"));
    while (true) {
      MUSTER_TRY(const bool more, ties.step());
      if (!more) return {};
      const auto row = ties.integer(0), count = ties.integer(1);
      const auto place = row ? std::ranges::lower_bound(rows_, *row) : rows_.end();
      if (place == rows_.end() || *place != *row || !count || *count < 0 || *count > static_cast<std::int64_t>(kBest))
        return damaged(database_, "a tie of no photo, or of an impossible number of classes");
      predictions.above_lowest[static_cast<std::size_t>(place - rows_.begin())] = static_cast<std::uint8_t>(*count);
    }
  }

  void make_room() {
    Predictions& predictions = run_.predictions;
    BestClasses none;
    none.fill(kAbsent);
    predictions.states.assign(rows_.size(), PhotoState::kPending);
    predictions.best.assign(rows_.size(), none);
    predictions.scores.assign(rows_.size(), {});
    predictions.digests.assign(rows_.size(), {});
    predictions.softmax.assign(rows_.size(), 0);
  }

  Result<void> read_answer(const Statement& answer, std::size_t photo) {
    Predictions& predictions = run_.predictions;
    const auto state = answered_state(answer.text(1).value_or(""));
    if (!state) return damaged(database_, fmt::format("photo {} is in no known state", rows_[photo]));
    predictions.states[photo] = *state;
    if (const auto digest = answer.bytes(2)) {
      if (digest->size() != predictions.digests[photo].size()) return damaged(database_, "a SHA-256 of another length");
      std::ranges::copy(*digest, predictions.digests[photo].begin());
    }
    const double softmax = answer.real(13).value_or(0);
    if (!(softmax >= 0 && softmax <= 1)) return damaged(database_, "a softmax that is no probability");
    predictions.softmax[photo] = static_cast<float>(softmax);
    const auto classes = static_cast<std::int64_t>(run_.dataset.class_names.size());
    for (int i = 0; i < static_cast<int>(kBest) && has_classes(*state); ++i) {
      const auto k = static_cast<std::size_t>(i);
      if (answer.is_null(3 + i)) {
        if (i == 0 && *state == PhotoState::kScored)
          return damaged(database_, fmt::format("photo {} is scored without a class", rows_[photo]));
        continue;
      }
      const auto index = answer.integer(3 + i);
      if (!index || *index < kBackground || *index >= classes)
        return damaged(database_, fmt::format("photo {} is answered with a class that there is not", rows_[photo]));
      predictions.best[photo][k] = static_cast<std::int32_t>(*index);
      predictions.scores[photo][k] = static_cast<float>(answer.real(8 + i).value_or(0));
    }
    return {};
  }

  Database& database_;
  Run& run_;
  std::vector<std::int64_t> rows_;  // the numbers of the photos, ascending
};

}  // namespace

Result<Database> open_run(const std::filesystem::path& path) {
  MUSTER_TRY(Database database, Database::open(path));
  MUSTER_TRY(const std::int64_t id, pragma(database, "application_id"));
  if (id != kRunFileId)
    return fail(ErrorCode::kMalformed, fmt::format("{}: is no Run file of muster", database.name()));
  MUSTER_TRY(const std::int64_t version, pragma(database, "user_version"));
  if (version != kRunFileVersion)
    return fail(ErrorCode::kUnsupported,
                fmt::format("{}: is a Run of format {}, and this muster reads format {}; observe it anew",
                            database.name(), version, kRunFileVersion));
  MUSTER_CHECK_OK(require_schema(database));
  return database;
}

Result<Run> read_run(Database& database) {
  Run run;
  MUSTER_CHECK_OK(RunReader(database, run).read());
  return run;
}

Result<Run> read_facts(Database& database) {
  Run run;
  MUSTER_CHECK_OK(RunReader(database, run).read_facts());
  return run;
}

Result<void> for_each_output(
    Database& database, const Run& run,
    const std::function<Result<void>(std::size_t photo, std::span<const std::byte> output)>& use) {
  if (!run.predictions.output) return {};
  const std::uint64_t bytes = byte_count(*run.predictions.output);
  MUSTER_TRY(Statement row, database.prepare("SELECT photo FROM photos ORDER BY photo"));
  MUSTER_TRY(Statement output, database.prepare("SELECT photo, tensor FROM outputs ORDER BY photo"));
  const auto& states = run.predictions.states;
  MUSTER_TRY(bool more, output.step());
  for (std::size_t photo = 0; photo < run.dataset.size(); ++photo) {
    MUSTER_CHECK_OK(row.step());
    const bool here = more && row.integer(0) == output.integer(0);
    const PhotoState state = photo < states.size() ? states[photo] : PhotoState::kPending;
    const bool fits = here ? state != PhotoState::kPending : state != PhotoState::kScored;
    if (!fits && run.complete)
      return damaged(database, fmt::format("photo {} has an output without an answer, or an answer without its output",
                                           row.integer(0).value_or(-1)));
    if (!here) continue;
    const auto tensor = output.bytes(1);
    if (!tensor || tensor->size() != bytes)
      return damaged(database, fmt::format("the output of photo {} is not of {} bytes", photo, bytes));
    if (fits) MUSTER_CHECK_OK(use(photo, *tensor));
    MUSTER_TRY(more, output.step());
  }
  if (more) return damaged(database, "an output of no photo");
  return {};
}

Result<void> for_each_scored(Database& database, const Run& run,
                             const std::function<Result<void>(std::size_t photo, std::vector<float> scores)>& use) {
  return for_each_output(database, run, [&](std::size_t photo, std::span<const std::byte> bytes) -> Result<void> {
    if (run.predictions.states[photo] != PhotoState::kScored || bytes.empty()) return {};
    MUSTER_TRY(std::vector<float> scores, dequantize(*run.predictions.output, bytes));
    return use(photo, std::move(scores));
  });
}

}  // namespace muster
