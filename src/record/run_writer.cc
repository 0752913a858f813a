#include "record/run_writer.h"

#include <fmt/format.h>

#include "base/photo_states.h"
#include "record/run_fields.h"
#include "record/schema.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

/// Only a Run file may be replaced by one: anything else that stands there is a slip of the user's.
Result<void> require_replaceable(const fs::path& path) {
  std::error_code error;
  if (path.empty() || !fs::exists(path, error)) return {};
  if (!fs::is_regular_file(path, error))
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}: a Run needs a file of its own", path.string()));
  if (fs::file_size(path, error) > 0) {
    auto older = Database::open(path);
    auto id = older ? older->prepare("PRAGMA application_id") : tl::unexpected(older.error());
    if (!id || !id->step().value_or(false) || id->integer(0) != kRunFileId)
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{}: is there, and no Run that could be written anew; name another file", path.string()));
  }
  return {};
}

std::string text_of(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void bind_class(Statement& statement, int parameter, std::uint32_t index) {
  if (index == kNoClass)
    statement.bind_null(parameter);
  else
    statement.bind(parameter, std::int64_t{index});
}

Result<void> insert_documents(Database& database, const Run& run) {
  MUSTER_TRY(Statement insert, database.prepare("INSERT OR REPLACE INTO facts VALUES(?, ?)"));
  for (const RunDocument& document : run_documents()) {
    insert.bind(1, document.name);
    insert.bind(2, std::string_view(text_of(document.write(run))));
    MUSTER_CHECK_OK(insert.run());
  }
  return {};
}

}  // namespace

Result<void> rewrite_documents(const fs::path& path, const Run& run) {
  MUSTER_TRY(Database database, Database::create(path));
  MUSTER_CHECK_OK(database.execute("BEGIN"));
  MUSTER_CHECK_OK(insert_documents(database, run));
  return database.execute("COMMIT");
}

Result<RunWriter> RunWriter::create(const fs::path& path) {
  MUSTER_CHECK_OK(require_replaceable(path));
  RunWriter writer;
  writer.path_ = path;
  return writer;
}

Result<void> RunWriter::begin() {
  if (has_begun()) return {};
  MUSTER_CHECK_OK(require_replaceable(path_));
  if (std::error_code error; !path_.empty() && !fs::remove(path_, error) && error)
    return fail(ErrorCode::kRuntime, fmt::format("{}: cannot be replaced: {}", path_.string(), error.message()));
  MUSTER_TRY(Database database, Database::create(path_));
  database_ = std::make_unique<Database>(std::move(database));
  std::string schema =
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}; BEGIN;", kRunFileId, kRunFileVersion);
  for (const std::string_view table : kRunFileTables) schema += std::string(table) + ";";
  for (const std::string_view table : kLaterTables) schema += std::string(table) + ";";
  MUSTER_CHECK_OK(database_->execute(schema));
  MUSTER_TRY(Statement answer,
             database_->prepare("INSERT OR REPLACE INTO answers VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  MUSTER_TRY(Statement output, database_->prepare("INSERT OR REPLACE INTO outputs VALUES(?, ?)"));
  MUSTER_TRY(Statement stress, database_->prepare("INSERT OR REPLACE INTO stress VALUES(?, ?, ?, ?, ?)"));
  MUSTER_TRY(Statement ties, database_->prepare("INSERT OR REPLACE INTO ties VALUES(?, ?)"));
  answer_ = std::make_unique<Statement>(std::move(answer));
  ties_ = std::make_unique<Statement>(std::move(ties));
  output_ = std::make_unique<Statement>(std::move(output));
  stress_ = std::make_unique<Statement>(std::move(stress));
  return {};
}

Result<void> RunWriter::put_documents(const Run& run) {
  MUSTER_CHECK_OK(begin());
  MUSTER_CHECK_OK(insert_documents(*database_, run));
  return commit();
}

Result<void> RunWriter::put_photos(const Run& run) {
  const Dataset& data = run.dataset;
  MUSTER_CHECK_OK(begin());
  MUSTER_TRY(Statement name, database_->prepare("INSERT INTO classes VALUES(?, ?)"));
  for (std::size_t i = 0; i < data.class_names.size(); ++i) {
    name.bind(1, static_cast<std::int64_t>(i));
    name.bind(2, data.class_names[i]);
    MUSTER_CHECK_OK(name.run());
  }
  MUSTER_TRY(Statement photo, database_->prepare("INSERT INTO photos VALUES(?, ?, ?, ?)"));
  MUSTER_TRY(Statement slice, database_->prepare("INSERT INTO slices VALUES(?, ?, ?)"));
  for (std::size_t i = 0; i < data.size(); ++i) {
    const auto row = static_cast<std::int64_t>(i);
    photo.bind(1, row);
    photo.bind(2, data.paths[i]);
    bind_class(photo, 3, data.classes[i]);
    photo.bind_null(4);
    if (!data.group.name.empty()) photo.bind(4, data.group.values[data.group.indices[i]]);
    MUSTER_CHECK_OK(photo.run());
    for (const SliceColumn& column : data.slices) {
      slice.bind(1, column.name);
      slice.bind(2, row);
      slice.bind(3, column.values[column.indices[i]]);
      MUSTER_CHECK_OK(slice.run());
    }
    if (i < run.predictions.states.size()) {
      MUSTER_CHECK_OK(write_answer(row, run, i));
    }
    rows_.push_back(row);
  }
  const std::size_t degraded = run.stress ? run.stress->states.size() : 0;
  for (std::size_t i = 0; i < degraded; ++i) MUSTER_CHECK_OK(write_stress_answer(*run.stress, i));
  return commit();
}

Result<void> RunWriter::put_answer(const Run& run, std::size_t photo, std::span<const std::byte> output) {
  const auto row = static_cast<std::int64_t>(photo);
  MUSTER_CHECK_OK(write_answer(row, run, photo));
  if (!output.empty()) {
    output_->bind(1, row);
    output_->bind(2, output);
    MUSTER_CHECK_OK(output_->run());
  }
  return commit_now_and_then();
}

Result<void> RunWriter::settle_answers(const Run& run, const std::vector<bool>& removed) {
  std::vector<Statement> removals;
  for (const char* table :
       {"photos", "slices", "answers", "outputs", "ties"}) {  // the last three: what came of a photo
    MUSTER_TRY(Statement one, database_->prepare(fmt::format("DELETE FROM {} WHERE photo = ?", table)));
    removals.push_back(std::move(one));
  }
  std::size_t left = 0;
  rows_.clear();
  for (std::size_t put = 0; put < removed.size(); ++put) {
    const auto row = static_cast<std::int64_t>(put);
    const bool is_left = !removed[put];
    if (is_left) rows_.push_back(row);
    const bool is_answered = is_left && run.predictions.states[left] != PhotoState::kPending;
    if (is_answered) MUSTER_CHECK_OK(write_answer(row, run, left));
    if (is_left) ++left;
    if (is_answered) continue;
    for (Statement& remove : std::span(removals).subspan(is_left ? 2 : 0)) {
      remove.bind(1, row);
      MUSTER_CHECK_OK(remove.run());
    }
  }
  return commit();
}

Result<void> RunWriter::set_aside(const Run& run) {
  for (std::size_t i = 0; i < run.predictions.states.size(); ++i)
    if (run.predictions.states[i] == PhotoState::kSetAside) MUSTER_CHECK_OK(write_answer(rows_.at(i), run, i));
  return commit();
}

Result<void> RunWriter::write_answer(std::int64_t row, const Run& run, std::size_t photo) {
  const Predictions& predictions = run.predictions;
  if (predictions.states[photo] == PhotoState::kPending) return {};
  answer_->bind(1, row);
  answer_->bind(2, to_string(predictions.states[photo]));
  answer_->bind_null(3);
  if (photo < predictions.digests.size() && predictions.digests[photo] != decltype(predictions.digests[photo]){})
    answer_->bind(3, std::span<const std::byte>(predictions.digests[photo]));
  for (int i = 0; i < static_cast<int>(kBest); ++i) {
    const auto k = static_cast<std::size_t>(i);
    const bool there = has_classes(predictions.states[photo]) && predictions.best[photo][k] != kAbsent;
    answer_->bind_null(4 + i), answer_->bind_null(9 + i);
    if (!there) continue;
    answer_->bind(4 + i, std::int64_t{predictions.best[photo][k]});
    answer_->bind(9 + i, static_cast<double>(predictions.scores[photo][k]));
  }
  answer_->bind_null(14);
  if (photo < predictions.softmax.size()) answer_->bind(14, static_cast<double>(predictions.softmax[photo]));
  MUSTER_CHECK_OK(answer_->run());
  if (photo >= predictions.above_lowest.size() || predictions.above_lowest[photo] >= kBest) return {};
  ties_->bind(1, row);
  ties_->bind(2, std::int64_t{predictions.above_lowest[photo]});
  return ties_->run();
}

Result<void> RunWriter::put_stress_answer(const StressAnswers& stress, std::size_t answer) {
  MUSTER_CHECK_OK(write_stress_answer(stress, answer));
  return commit_now_and_then();
}

Result<void> RunWriter::write_stress_answer(const StressAnswers& stress, std::size_t answer) {
  const PhotoState state = stress.states[answer];
  if (state == PhotoState::kPending) return {};
  const std::size_t within = answer % stress.width();
  stress_->bind(1, rows_.at(stress.photos[answer / stress.width()]));
  stress_->bind(2, std::string_view(stress.kinds[within / kSeverities]));
  stress_->bind(3, static_cast<std::int64_t>(within % kSeverities) + 1);
  stress_->bind(4, to_string(state));
  stress_->bind_null(5);
  if (state == PhotoState::kScored) stress_->bind(5, std::int64_t{stress.top1[answer]});
  return stress_->run();
}

Result<void> RunWriter::commit() {
  committed_ = std::chrono::steady_clock::now();
  return database_->execute("COMMIT; BEGIN");
}

Result<void> RunWriter::commit_now_and_then() {
  if (std::chrono::steady_clock::now() - committed_ < std::chrono::seconds(1)) return {};
  return commit();
}

}  // namespace muster
