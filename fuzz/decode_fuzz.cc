// libFuzzer: any bytes may be given to the image decoders. Seeds: tests/golden/images.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "image/decode.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto image = muster::decode_image(std::as_bytes(std::span(data, size)));
  if (image &&
      image->pixels.size() != static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height) * 3)
    std::abort();
  return 0;
}
