#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace muster {

/// A row that belongs to no group.
inline constexpr std::uint32_t kNoGroup = 0xFFFFFFFF;

/// What a split looks at; one entry a row.
struct SplitColumns {
  std::span<const std::uint64_t> keys;    ///< of the photo itself, such as the start of its digest
  std::span<const std::uint32_t> strata;  ///< its class; empty: all alike
  std::span<const std::uint32_t> groups;  ///< kNoGroup: alone; empty: all are
};

/// Rows in two halves. A unit is what stays together: the rows of one group, and those of one key.
struct HalfSplit {
  std::vector<std::uint8_t> halves;  ///< 0 or 1, one a row
  std::vector<std::uint32_t> units;  ///< one a row
  std::uint32_t unit_count = 0;
};

/// Large units first, and those of one size by a seeded hash of their keys, each goes to the half that has fewer rows
/// of its classes, then to the one that has fewer rows. So classes are even, no unit is in both halves, and neither the
/// order of the rows nor the numbers of groups and classes matter.
HalfSplit split_halves(const SplitColumns& columns, std::uint64_t seed = 0);

}  // namespace muster
