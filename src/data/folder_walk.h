#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "muster/dataset.h"
#include "muster/error.h"

namespace muster {

struct FolderEntry {
  std::string name;
  bool folder = false;
};

/// Walks folders in the order of the whole paths' bytes, each once: a link may lead back.
class FolderWalk {
 public:
  explicit FolderWalk(std::filesystem::path root) : root_(std::move(root)) {}

  /// What `folder` (relative to the root) holds, without hidden entries and what is neither file nor folder.
  Result<std::vector<FolderEntry>> list(const std::string& folder);

  /// Appends the photos below `folder`, which is empty (the root) or ends in a slash. Errors: a folder that cannot be
  /// read, a name that is not UTF-8, folders nested too deep.
  Result<void> collect(const std::string& folder, StringColumn& photos, int depth = 1);

  /// Counts what is no photo.
  void pass_over(const std::string& path);

  /// Says what was passed over.
  void add_warnings(std::vector<std::string>& warnings) const;

 private:
  bool first_visit(const std::string& folder);

  std::filesystem::path root_;
  std::set<std::pair<dev_t, ino_t>> visited_;
  std::uint64_t passed_over_ = 0;
  std::string example_, revisited_;
};

}  // namespace muster
