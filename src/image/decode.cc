#include "image/decode.h"

#include <fmt/format.h>

#include <new>
#include <string_view>
#include <utility>

#include "image/formats.h"
#include "image/orientation.h"

namespace muster {
namespace {

using Decoder = Result<Decoded> (*)(std::span<const std::byte>);

/// A format is known by the bytes at `offset`.
struct Format {
  std::string_view name;
  std::size_t offset;
  std::string_view magic;
  Decoder decode;
};

constexpr Format kFormats[] = {
    {"JPEG", 0, "\xFF\xD8\xFF", decode_jpeg}, {"PNG", 0, "\x89PNG\r\n\x1A\n", decode_png},
    {"WebP", 8, "WEBP", decode_webp},         {"BMP", 0, "BM", decode_bmp},
    {"HEIC", 4, "ftyphei", decode_heif},      {"HEIC", 4, "ftyphev", decode_heif},
    {"HEIC", 4, "ftypmif1", decode_heif},     {"HEIC", 4, "ftypmsf1", decode_heif},
};

const Format* format_of(std::span<const std::byte> file) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  for (const Format& format : kFormats)
    if (text.size() >= format.offset && text.substr(format.offset).starts_with(format.magic)) return &format;
  return nullptr;
}

}  // namespace

Result<Image> decode_image(std::span<const std::byte> file, Orientation orientation) {
  if (file.empty()) return fail(ErrorCode::kMalformed, "the file is empty");
  const Format* format = format_of(file);
  if (format == nullptr)
    return fail(ErrorCode::kUnsupported, "not a JPEG, PNG, WebP, BMP or HEIC file; convert it to one of these");
  try {
    auto decoded = format->decode(file);
    if (!decoded) return tl::unexpected(with_context(std::move(decoded).error(), format->name));
    const int turn = orientation == Orientation::kExif ? decoded->exif.orientation : 1;
    Image image = oriented(std::move(decoded->image), turn);
    image.capture = std::move(decoded->exif.capture);
    return image;
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kMalformed, fmt::format("{}: needs more memory than there is", format->name));
  }
}

Result<Image> blank_image(std::uint64_t width, std::uint64_t height) {
  if (width == 0 || height == 0) return fail(ErrorCode::kMalformed, "the picture has no pixels");
  if (width > kLongestSide || height > kLongestSide || width * height > kMostPixels)
    return fail(ErrorCode::kMalformed, fmt::format("{} x {} pixels; at most {} and {} a side are read", width, height,
                                                   kMostPixels, kLongestSide));
  Image image;
  image.width = static_cast<int>(width);
  image.height = static_cast<int>(height);
  image.pixels.resize(width * height * 3);
  return image;
}

}  // namespace muster
