#include <webp/decode.h>

#include <algorithm>
#include <string_view>

#include "image/colour_profile.h"
#include "image/exif.h"
#include "image/formats.h"

namespace muster {
namespace {

/// The content of a RIFF container's chunk of that name; empty where there is none.
std::span<const std::byte> chunk(std::span<const std::byte> file, std::string_view name) {
  constexpr std::size_t kRiffHeader = 12, kChunkHeader = 8;
  for (std::size_t at = kRiffHeader; at <= file.size() && file.size() - at >= kChunkHeader;) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) size |= std::to_integer<std::size_t>(file[at + 4 + i]) << (8 * i);
    const std::size_t content = at + kChunkHeader;
    if (std::string_view(reinterpret_cast<const char*>(file.data()) + at, 4) == name)
      return file.subspan(content, std::min(size, file.size() - content));
    at = content + size + size % 2;  // 64 bits: cannot wrap
  }
  return {};
}

}  // namespace

Result<Decoded> decode_webp(std::span<const std::byte> file) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.data());
  WebPBitstreamFeatures features{};
  if (WebPGetFeatures(bytes, file.size(), &features) != VP8_STATUS_OK)
    return fail(ErrorCode::kMalformed, "the header cannot be read");
  if (features.has_animation != 0) return fail(ErrorCode::kUnsupported, "animations are not supported");

  Decoded decoded;
  MUSTER_TRY(decoded.image,
             blank_image(static_cast<std::uint64_t>(features.width), static_cast<std::uint64_t>(features.height)));
  auto& pixels = decoded.image.pixels;
  if (WebPDecodeRGBInto(bytes, file.size(), pixels.data(), pixels.size(), 3 * features.width) == nullptr)
    return fail(ErrorCode::kMalformed, "the pixels are damaged or cut off");
  decoded.exif = exif_facts(chunk(file, "EXIF"));
  decoded.image.other_colours = has_other_colours(chunk(file, "ICCP"));
  return decoded;
}

}  // namespace muster
