#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster {

/// The name that takes every row.
inline constexpr std::string_view kAllSplits = "all";

/// What is read of the manifest: the rows of one split, or every row.
struct Selection {
  std::string split{kAllSplits};
  std::uint64_t rows = 0, path_bytes = 0;
  std::vector<std::string> warnings;  ///< for the dataset
};

/// Lower case, and "validation" is "val".
std::string canonical_split(std::string_view name);

/// Counts the rows of a manifest and selects the split that was asked for; "": test, else val, else all.
/// Without a column of splits there is only "all". Errors: no row of that split (it lists those there are);
/// a broken row anywhere.
Result<Selection> select_split(const std::filesystem::path& file, std::size_t path_column,
                               std::optional<std::size_t> split_column, std::string_view asked);

}  // namespace muster
