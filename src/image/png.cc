#include <spng.h>

#include <memory>

#include "image/colour_profile.h"
#include "image/exif.h"
#include "image/formats.h"

namespace muster {
namespace {

constexpr std::size_t kMostChunkBytes = std::size_t{32} << 20U;  // of a text or a profile, unpacked

struct Free {
  void operator()(spng_ctx* png) const { spng_ctx_free(png); }
};

tl::unexpected<Error> failure(int code) {
  const bool out_of_memory = code == SPNG_EMEM;
  return fail(out_of_memory ? ErrorCode::kRuntime : ErrorCode::kMalformed, spng_strerror(code));
}

}  // namespace

Result<Decoded> decode_png(std::span<const std::byte> file) {
  const std::unique_ptr<spng_ctx, Free> owner(spng_ctx_new(0));
  spng_ctx* png = owner.get();
  if (png == nullptr) return failure(SPNG_EMEM);
  // A damaged chunk that carries no pixels costs only itself.
  spng_set_crc_action(png, SPNG_CRC_ERROR, SPNG_CRC_DISCARD);
  spng_set_chunk_limits(png, kMostChunkBytes, kMostChunkBytes);
  if (const int code = spng_set_png_buffer(png, file.data(), file.size()); code != 0) return failure(code);

  spng_ihdr header{};
  if (const int code = spng_get_ihdr(png, &header); code != 0) return failure(code);
  Decoded decoded;
  MUSTER_TRY(decoded.image, blank_image(header.width, header.height));
  auto& pixels = decoded.image.pixels;
  if (const int code = spng_decode_image(png, pixels.data(), pixels.size(), SPNG_FMT_RGB8, 0); code != 0)
    return failure(code);

  spng_exif exif{};
  spng_iccp profile{};
  spng_decode_chunks(png);  // EXIF may also stand behind the pixels; what is broken there does no harm
  if (spng_get_exif(png, &exif) == 0) decoded.exif = exif_facts(std::as_bytes(std::span(exif.data, exif.length)));
  if (spng_get_iccp(png, &profile) == 0)
    decoded.image.other_colours = has_other_colours(std::as_bytes(std::span(profile.profile, profile.profile_len)));
  return decoded;
}

}  // namespace muster
