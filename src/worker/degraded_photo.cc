#include "worker/degraded_photo.h"

#include "base/file.h"
#include "base/sha256.h"
#include "image/decode.h"
#include "image/encode_png.h"
#include "image/prepare.h"
#include "stress/contact_sheet.h"
#include "stress/degradation.h"
#include "stress/degraded_pixels.h"

namespace muster {

Result<void> DegradedPhoto::load(const std::string& path, const SetupRequest& setup) {
  if (path == path_ && !path.empty()) return {};
  path_.clear();
  const auto size = image_size(setup.input);
  if (!size) return fail(ErrorCode::kUnsupported, "the input is no image");
  MUSTER_TRY(const auto file, read_file(path, kLargestPhoto));
  MUSTER_TRY(const Image image, decode_image(file, setup.preprocessing.orientation));
  MUSTER_TRY(const Pixels pixels, prepare(image, setup.preprocessing, size->width, size->height, size->channels));
  photo_ = photo_of(pixels, setup.preprocessing.colour);
  key_ = photo_key(sha256(file));
  path_ = path;
  return {};
}

Result<Pixels> DegradedPhoto::pixels(const DegradedRequest& request, const SetupRequest& setup) {
  const Degradation* degradation = find_degradation(request.kind);
  if (degradation == nullptr || request.severity < 1 || request.severity > kSeverities)
    return fail(ErrorCode::kInternal, "unknown degradation " + request.kind);
  MUSTER_CHECK_OK(load(request.path, setup));
  Generator random = degradation_generator(key_, request.kind, request.severity, request.seed);
  MUSTER_TRY(const Image degraded, degradation->apply(photo_, request.severity, random));
  return pixels_of(degraded, image_size(setup.input)->channels, setup.preprocessing.colour);
}

Result<Blob> DegradedPhoto::sheet(const DegradedRequest& request, const SetupRequest& setup) {
  MUSTER_CHECK_OK(load(request.path, setup));
  MUSTER_TRY(const Image sheet, contact_sheet(photo_, key_, request.seed));
  MUSTER_TRY(const auto png, encode_png(sheet));
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(png.data());
  return Blob{{bytes, bytes + png.size()}};
}

}  // namespace muster
