// Sent through messengers: compressed once more. ImageNet-C's jpeg_compression.
#include <array>

#include "image/decode.h"
#include "image/encode_jpeg.h"
#include "stress/degradation.h"

namespace muster {
namespace {

constexpr std::array<int, kSeverities> kQuality{25, 18, 15, 10, 7};

Result<Image> recompressed(const Image& photo, int severity, Generator&) {
  MUSTER_TRY(const auto file, encode_jpeg(photo, kQuality[static_cast<std::size_t>(severity - 1)]));
  return decode_image(file);
}

}  // namespace

const Degradation kJpeg{"jpeg", "compressed again", "quality 25 18 15 10 7 (ImageNet-C JPEG)", recompressed};

}  // namespace muster
