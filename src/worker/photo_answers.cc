#include "worker/photo_answers.h"

#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "image/decode.h"
#include "image/fingerprint.h"
#include "image/thumbnail.h"
#include "stress/degradation.h"

namespace muster {

constexpr int kUsualInput = 224;  // of a model, in pixels

std::vector<std::uint8_t> bytes_of(std::span<const std::byte> bytes) {
  const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
  return {begin, begin + bytes.size()};
}

FingerprintReply fingerprint_reply(const PredictRequest& request) {
  FingerprintReply answer;
  answer.sample = request.sample;
  const auto file = read_file(request.path, kLargestPhoto);
  const auto image = file ? decode_image(*file) : Result<Image>(tl::unexpected(file.error()));
  if (file) answer.digest = bytes_of(sha256(*file));
  if (!image) {
    answer.message = image.error().message;
    return answer;
  }
  const Fingerprint print = fingerprint_of(*image);
  answer.width = print.width, answer.height = print.height, answer.pixel_hash = print.pixel_hash;
  answer.colour = print.colour, answer.sharpness = print.sharpness;
  answer.grey.bytes.assign(print.grey.begin(), print.grey.end());
  answer.capture = printable(image->capture);
  return answer;
}

namespace {

Result<std::vector<std::byte>> picture_of(const DegradedRequest& request) {
  MUSTER_TRY(const std::vector<std::byte> file, read_file(request.path, kLargestPhoto));
  MUSTER_TRY(const Image photo, decode_image(file));
  if (request.kind.empty()) return thumbnail_of(photo);
  const Degradation* degradation = find_degradation(request.kind);
  if (degradation == nullptr || request.severity < 1 || request.severity > kSeverities)
    return fail(ErrorCode::kInternal, "there is no such degradation");
  Generator random = degradation_generator(photo_key(sha256(file)), degradation->id, request.severity, request.seed);
  MUSTER_TRY(const Image degraded, degradation->apply(shrunk(photo, kUsualInput), request.severity, random));
  return thumbnail_of(degraded);
}

}  // namespace

ThumbnailReply thumbnail_reply(const DegradedRequest& request) {
  ThumbnailReply answer;
  answer.sample = request.sample;
  if (const auto small = picture_of(request)) answer.webp.bytes = bytes_of(*small);
  return answer;
}

}  // namespace muster
