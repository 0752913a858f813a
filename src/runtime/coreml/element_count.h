#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/saturating.h"

namespace muster {

/// Tensors of more elements (half a gigabyte) are refused before anything is allocated.
inline constexpr std::uint64_t kMostElements = 1 << 27;

/// The product of sizes; 2^64 − 1 where it overflows or a size is negative.
inline std::uint64_t element_count(std::span<const std::size_t> sizes) {
  std::uint64_t count = 1;
  for (const std::size_t size : sizes) count = saturating_multiply(count, size);
  return count;
}
inline std::uint64_t element_count(std::span<const std::int64_t> sizes) {
  std::uint64_t count = 1;
  for (const std::int64_t size : sizes) count = saturating_multiply(count, static_cast<std::uint64_t>(size));
  return count;
}

}  // namespace muster
