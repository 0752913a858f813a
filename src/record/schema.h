#pragma once

#include <array>
#include <string_view>

namespace muster {

// A Run file is an SQLite database; docs/run-file.md describes it. A file is read only if its application id and
// version are these and its schema is exactly this one, so that no view or trigger of a stranger's ever runs.

inline constexpr int kRunFileId = 0x6D757374;  ///< PRAGMA application_id: "must"
inline constexpr int kRunFileVersion = 1;      ///< PRAGMA user_version

inline constexpr auto kRunFileTables = std::to_array<std::string_view>({
    "CREATE TABLE facts(name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE classes(class INTEGER PRIMARY KEY, name TEXT NOT NULL)",
    "CREATE TABLE photos(photo INTEGER PRIMARY KEY, path TEXT NOT NULL, class INTEGER, cluster TEXT)",
    "CREATE TABLE slices(name TEXT NOT NULL, photo INTEGER NOT NULL, value TEXT NOT NULL, "
    "PRIMARY KEY(name, photo)) WITHOUT ROWID",
    "CREATE TABLE answers(photo INTEGER PRIMARY KEY, state TEXT NOT NULL, sha256 BLOB, "
    "top1 INTEGER, top2 INTEGER, top3 INTEGER, top4 INTEGER, top5 INTEGER, "
    "score1 REAL, score2 REAL, score3 REAL, score4 REAL, score5 REAL, softmax REAL)",
    "CREATE TABLE outputs(photo INTEGER PRIMARY KEY, tensor BLOB NOT NULL)",
});

/// Photos of whose five best only that many score more than the lowest of all outputs; other photos have no row.
inline constexpr std::string_view kTiesTable =
    "CREATE TABLE ties(photo INTEGER PRIMARY KEY, above_lowest INTEGER NOT NULL)";

/// Tables that came later; older files have them not.
inline constexpr auto kLaterTables = std::to_array<std::string_view>({
    "CREATE TABLE stress(photo INTEGER NOT NULL, kind TEXT NOT NULL, severity INTEGER NOT NULL, state TEXT NOT NULL, "
    "top1 INTEGER, PRIMARY KEY(photo, kind, severity)) WITHOUT ROWID",
    kTiesTable,
});

}  // namespace muster
