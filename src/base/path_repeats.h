#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "muster/dataset.h"

namespace muster {

/// Two samples of one photo; `first` stands before `again`.
struct PathRepeat {
  std::uint32_t first = 0, again = 0;
};

/// Every sample whose path stands before already, beside the first with that path ("a.jpg", "./a.jpg" and, with `root`
/// /photos, "/photos/a.jpg" are one; files are not opened). Memory: 16 bytes a sample for the time of the call.
std::vector<PathRepeat> find_path_repeats(const StringColumn& paths, const std::filesystem::path& root = {});

}  // namespace muster
