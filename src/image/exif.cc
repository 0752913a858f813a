#include "image/exif.h"

#include <cstdint>
#include <optional>
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

  [[nodiscard]] std::string_view text() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

  /// Where the entry of that tag stands in a directory; nullopt: it has none.
  [[nodiscard]] std::optional<std::size_t> find(std::size_t directory, std::uint32_t tag) const {
    constexpr std::size_t kEntryBytes = 12;
    const std::size_t count = number(directory, 2);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t entry = directory + 2 + i * kEntryBytes;
      if (entry > bytes.size() || bytes.size() - entry < kEntryBytes) return std::nullopt;
      if (number(entry, 2) == tag) return entry;
    }
    return std::nullopt;
  }

  /// The text of that tag up to its first zero; "" for none.
  [[nodiscard]] std::string_view find_text(std::size_t directory, std::uint32_t tag) const {
    constexpr std::uint32_t kAscii = 2, kInline = 4, kLongest = 256;
    const auto entry = find(directory, tag);
    if (!entry || number(*entry + 2, 2) != kAscii) return {};
    const std::uint32_t length = number(*entry + 4, 4);
    const std::size_t begin = length <= kInline ? *entry + 8 : number(*entry + 8, 4);
    if (length > kLongest || begin > bytes.size() || bytes.size() - begin < length) return {};
    const std::string_view found = text().substr(begin, length);
    return found.substr(0, found.find('\0'));
  }
};

int orientation_of(const Tiff& tiff, std::size_t directory) {
  constexpr std::uint32_t kOrientation = 0x0112, kShort = 3, kLong = 4;
  const auto entry = tiff.find(directory, kOrientation);
  if (!entry) return 1;
  const std::uint32_t type = tiff.number(*entry + 2, 2);
  if ((type != kShort && type != kLong) || tiff.number(*entry + 4, 4) != 1) return 1;
  const std::uint32_t orientation = tiff.number(*entry + 8, type == kShort ? 2 : 4);
  return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
}

std::string capture_of(const Tiff& tiff, std::size_t directory) {
  constexpr std::uint32_t kMake = 0x010F, kModel = 0x0110, kExif = 0x8769, kTakenAt = 0x9003;
  const auto more = tiff.find(directory, kExif);
  if (!more) return {};
  const std::string_view make = tiff.find_text(directory, kMake), model = tiff.find_text(directory, kModel);
  const std::string_view second = tiff.find_text(tiff.number(*more + 8, 4), kTakenAt);
  // EXIF is of 1995: an earlier year is that of a clock which was never set.
  const bool is_time = second.size() == 19 && second.substr(0, 4) >= "1995" && second[0] <= '9';
  if (make.empty() || model.empty() || !is_time) return {};
  return std::string(make) + ' ' + std::string(model) + ' ' + std::string(second);
}

}  // namespace

ExifFacts exif_facts(std::span<const std::byte> block) {
  constexpr std::string_view kPrefix("Exif\0\0", 6);
  Tiff tiff{block};
  if (tiff.text().starts_with(kPrefix)) tiff.bytes = block.subspan(kPrefix.size());
  tiff.big_endian = tiff.text().starts_with("MM");
  if ((!tiff.big_endian && !tiff.text().starts_with("II")) || tiff.number(2, 2) != 42) return {};
  const std::size_t directory = tiff.number(4, 4);
  return {orientation_of(tiff, directory), capture_of(tiff, directory)};
}

}  // namespace muster
