// Windows bitmaps: BITMAPINFOHEADER, V4 and V5; 1, 4, 8, 24 and 32 bits a pixel; not compressed.
#include <fmt/format.h>

#include <array>
#include <bit>
#include <optional>

#include "image/formats.h"

namespace muster {
namespace {

constexpr std::size_t kFileHeader = 14, kSmallestInfoHeader = 40, kLargestInfoHeader = 124;
constexpr std::uint32_t kUncompressed = 0, kBitFields = 3;

/// Little-endian number of `size` bytes; the caller has checked that it is there.
std::uint32_t number(std::span<const std::byte> file, std::size_t offset, std::size_t size = 4) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value |= std::to_integer<std::uint32_t>(file[offset + i]) << (8 * i);
  return value;
}

struct Layout {
  std::uint64_t width = 0, height = 0;
  bool top_down = false;
  std::uint32_t bits = 0, compression = 0;
  std::size_t pixels = 0, row_bytes = 0;         ///< where they start; one padded row
  std::size_t palette = 0, palette_size = 0;     ///< where it starts; colours
  std::array<std::size_t, 3> channels{2, 1, 0};  ///< byte of red, green and blue within a pixel
};

using Check = std::optional<Error>;

Check bad(std::string message) {
  return Error{ErrorCode::kMalformed, std::move(message)};
}
Check unsupported(std::string message) {
  return Error{ErrorCode::kUnsupported, std::move(message)};
}

/// Red, green and blue masks; only whole bytes are supported.
Check read_masks(std::span<const std::byte> file, Layout& layout) {
  if (layout.bits != 32) return unsupported(fmt::format("bit fields of {} bits are not supported", layout.bits));
  const std::size_t masks = kFileHeader + kSmallestInfoHeader;  // inside V4 and V5, behind BITMAPINFOHEADER
  if (file.size() < masks + 12) return bad("the file ends inside its header");
  for (std::size_t c = 0; c < 3; ++c) {
    const std::uint32_t mask = number(file, masks + 4 * c);
    const auto shift = static_cast<std::size_t>(std::countr_zero(mask));
    if (mask == 0 || shift % 8 != 0 || mask >> shift != 0xFF)
      return unsupported(fmt::format("the colour mask {:#010x} is not supported; 8 whole bits are needed", mask));
    layout.channels[c] = shift / 8;
  }
  return std::nullopt;
}

Check read_palette(std::span<const std::byte> file, std::size_t header_bytes, Layout& layout) {
  const std::size_t stated = number(file, kFileHeader + 32);
  layout.palette = kFileHeader + header_bytes;
  layout.palette_size = stated == 0 ? std::size_t{1} << layout.bits : stated;
  if (layout.palette_size > 256) return bad(fmt::format("a palette of {} colours", layout.palette_size));
  if (file.size() < layout.palette + 4 * layout.palette_size) return bad("the file ends inside its palette");
  return std::nullopt;
}

Check read_layout(std::span<const std::byte> file, Layout& layout) {
  if (file.size() < kFileHeader + kSmallestInfoHeader) return bad("the file ends inside its header");
  const std::size_t header_bytes = number(file, kFileHeader);
  if (header_bytes < kSmallestInfoHeader || header_bytes > kLargestInfoHeader)
    return unsupported(fmt::format("a header of {} bytes is not supported", header_bytes));
  const auto height = static_cast<std::int32_t>(number(file, kFileHeader + 8));
  layout.width = number(file, kFileHeader + 4);
  layout.top_down = height < 0;
  layout.height = static_cast<std::uint64_t>(std::abs(std::int64_t{height}));
  layout.bits = number(file, kFileHeader + 14, 2);
  layout.compression = number(file, kFileHeader + 16);
  layout.pixels = number(file, 10);
  layout.row_bytes = (layout.width * layout.bits + 31) / 32 * 4;
  if (layout.compression != kUncompressed && layout.compression != kBitFields)
    return unsupported(fmt::format("compression {} (run-length or other) is not supported", layout.compression));
  if (layout.compression == kBitFields) return read_masks(file, layout);
  if (layout.bits == 1 || layout.bits == 4 || layout.bits == 8) return read_palette(file, header_bytes, layout);
  if (layout.bits != 24 && layout.bits != 32)
    return unsupported(fmt::format("{} bits a pixel are not supported", layout.bits));
  return std::nullopt;
}

/// A row of palette indices; an index beyond the palette is black.
void unpack_indices(std::span<const std::byte> file, const Layout& layout, std::size_t row, std::uint8_t* to) {
  const unsigned mask = (1U << layout.bits) - 1U;
  for (std::size_t x = 0; x < layout.width; ++x) {
    const std::size_t bit = x * layout.bits;
    const auto byte = std::to_integer<unsigned>(file[row + bit / 8]);
    const std::size_t index = byte >> (8U - layout.bits - bit % 8U) & mask;
    for (std::size_t c = 0; c < 3; ++c)
      *to++ = index < layout.palette_size ? std::to_integer<std::uint8_t>(file[layout.palette + 4 * index + 2 - c]) : 0;
  }
}

void unpack_colours(std::span<const std::byte> file, const Layout& layout, std::size_t row, std::uint8_t* to) {
  const std::size_t step = layout.bits / 8;
  for (std::size_t x = 0; x < layout.width; ++x, row += step)
    for (std::size_t c = 0; c < 3; ++c) *to++ = std::to_integer<std::uint8_t>(file[row + layout.channels[c]]);
}

}  // namespace

Result<Decoded> decode_bmp(std::span<const std::byte> file) {
  Layout layout;
  if (auto error = read_layout(file, layout)) return tl::unexpected(*std::move(error));
  if (layout.pixels > file.size() ||
      (layout.row_bytes != 0 && (file.size() - layout.pixels) / layout.row_bytes < layout.height))
    return fail(ErrorCode::kMalformed, "the file ends before the picture does");
  Decoded decoded;
  MUSTER_TRY(decoded.image, blank_image(layout.width, layout.height));
  for (std::size_t y = 0; y < layout.height; ++y) {
    const std::size_t stored = layout.top_down ? y : layout.height - 1 - y;
    std::uint8_t* to = decoded.image.pixels.data() + y * layout.width * 3;
    (layout.bits <= 8 ? unpack_indices : unpack_colours)(file, layout, layout.pixels + stored * layout.row_bytes, to);
  }
  return decoded;
}

}  // namespace muster
