#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "muster/alike.h"
#include "muster/dataset.h"
#include "muster/error.h"
#include "muster/observe.h"
#include "muster/options.h"

namespace muster {

/// Photos as they lie on disk; a label is no class of any model, and may be missing.
struct PhotoList {
  std::filesystem::path source;  ///< as given
  std::filesystem::path root;    ///< relative paths start here
  std::string split;             ///< which split was taken; "all" where there is none
  StringColumn paths;
  SliceColumn label;  ///< named "label" or "class_index"; values may be ""
  SliceColumn group;  ///< as Dataset::group
  std::vector<std::string> warnings;

  [[nodiscard]] std::size_t size() const { return paths.size(); }
  [[nodiscard]] std::filesystem::path file(std::size_t index) const { return root / paths[index]; }
  [[nodiscard]] const std::string& label_of(std::size_t index) const { return label.values[label.indices[index]]; }
};

/// Two photos that show the same picture.
struct AlikePhotos {
  std::uint32_t first = 0, second = 0;
  std::vector<Edit> edits;  ///< of the second, as the first is; the most telling first, never empty
  double score = 0;         ///< correlation of the detail where they overlap, less where there is little detail
  bool labels_differ = false;
};

/// What stands on both sides, and what stands twice on one.
struct LeakSearch {
  PhotoList train, test;
  std::vector<AlikePhotos> leaks;                      ///< first: of test; second: of train
  std::vector<AlikePhotos> within_test, within_train;  ///< each pair once, in either order
  bool only_copies = false;  ///< the pictures are so alike that only those count that fit without being moved
  std::vector<SharedGroup> groups, captures;                     ///< by column `group`; by camera and second in EXIF
  std::vector<std::uint32_t> unreadable_test, unreadable_train;  ///< photos that no picture is known of; ascending
  std::vector<std::string> events;                               ///< the first unreadable photos, and why
  bool interrupted = false;  ///< stopped by the user; what had been found by then is there
  Machine machine;           ///< that it ran on
  std::string created_at;    ///< when it ended: UTC, as in RFC 3339
};

/// Pairs with a score over it are told. Detail of unrelated photos does not correlate; docs/leaks.md has how often a
/// pair of them reaches it.
inline constexpr double kAlikeScore = 0.65;

struct LeakOptions {
  std::string train, test;  ///< a folder of photos, at any depth; or a CSV manifest, as MANIFEST or MANIFEST:SPLIT
  RunOptions run;
};

/// Finds photos of `test` that stand in `train`, and photos that stand twice in either. Errors: as when photos are
/// listed, and workers that do not run.
Result<LeakSearch> find_leaks(const LeakOptions& options, const Hooks& hooks);

/// The test photos that leak, each once, ascending.
std::vector<std::uint32_t> leaking_photos(const LeakSearch& search);

/// A manifest of the test photos that can be read and do not leak: of a manifest its rows with all their columns, of a
/// folder path and label. Paths are absolute. Errors: the manifest was changed since, or cannot be read.
Result<std::string> clean_manifest(const LeakSearch& search);

}  // namespace muster
