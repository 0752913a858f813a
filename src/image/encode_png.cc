#include "image/encode_png.h"

#include <spng.h>

#include <cstdlib>
#include <memory>
#include <span>

namespace muster {
namespace {

constexpr std::uint8_t kBitsAChannel = 8;

}  // namespace

Result<std::vector<std::byte>> encode_png(const Image& photo) {
  const std::unique_ptr<spng_ctx, void (*)(spng_ctx*)> context(spng_ctx_new(SPNG_CTX_ENCODER), spng_ctx_free);
  if (!context) return fail(ErrorCode::kInternal, "no memory for a PNG encoder");
  spng_set_option(context.get(), SPNG_ENCODE_TO_BUFFER, 1);
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(photo.width);
  header.height = static_cast<std::uint32_t>(photo.height);
  header.bit_depth = kBitsAChannel;
  header.color_type = SPNG_COLOR_TYPE_TRUECOLOR;
  int error = spng_set_ihdr(context.get(), &header);
  if (error == 0)
    error =
        spng_encode_image(context.get(), photo.pixels.data(), photo.pixels.size(), SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
  if (error != 0) return fail(ErrorCode::kInternal, spng_strerror(error));
  std::size_t bytes = 0;
  const std::unique_ptr<void, void (*)(void*)> file(spng_get_png_buffer(context.get(), &bytes, &error), std::free);
  if (!file) return fail(ErrorCode::kInternal, spng_strerror(error));
  const auto* begin = static_cast<const std::byte*>(file.get());
  return std::vector<std::byte>(begin, begin + bytes);
}

}  // namespace muster
