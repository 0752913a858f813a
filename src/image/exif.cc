#include "image/exif.h"

#include <cstdint>
#include <string_view>

namespace muster {
namespace {

/// Unsigned numbers of a TIFF structure in its own byte order; 0 past the end.
struct Tiff {
  std::span<const std::byte> bytes;
  bool big_endian = false;

  [[nodiscard]] std::uint32_t number(std::size_t offset, std::size_t size) const {
    if (offset > bytes.size() || bytes.size() - offset < size) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
      value = value << 8U | std::to_integer<std::uint32_t>(bytes[offset + (big_endian ? i : size - 1 - i)]);
    return value;
  }
};

}  // namespace

int exif_orientation(std::span<const std::byte> block) {
  constexpr std::string_view kPrefix("Exif\0\0", 6);
  constexpr std::uint32_t kOrientation = 0x0112, kShort = 3, kLong = 4;
  constexpr std::size_t kEntryBytes = 12;
  const auto starts_with = [&](std::string_view text) {
    return std::string_view(reinterpret_cast<const char*>(block.data()), block.size()).starts_with(text);
  };
  if (starts_with(kPrefix)) block = block.subspan(kPrefix.size());
  const Tiff tiff{block, starts_with("MM")};
  if (!tiff.big_endian && !starts_with("II")) return 1;
  if (tiff.number(2, 2) != 42) return 1;

  const std::size_t directory = tiff.number(4, 4);
  const std::size_t count = tiff.number(directory, 2);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = directory + 2 + i * kEntryBytes;
    if (entry > block.size() || block.size() - entry < kEntryBytes) return 1;
    if (tiff.number(entry, 2) != kOrientation) continue;
    const std::uint32_t type = tiff.number(entry + 2, 2);
    if ((type != kShort && type != kLong) || tiff.number(entry + 4, 4) != 1) return 1;
    const std::uint32_t orientation = tiff.number(entry + 8, type == kShort ? 2 : 4);
    return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
  }
  return 1;
}

}  // namespace muster
