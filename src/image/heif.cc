#include <libheif/heif.h>

#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "image/colour_profile.h"
#include "image/decode.h"
#include "image/exif.h"
#include "image/formats.h"

namespace muster {
namespace {

template <auto release>
struct Release {
  void operator()(auto* object) const { release(object); }
};
using Context = std::unique_ptr<heif_context, Release<heif_context_free>>;
using Handle = std::unique_ptr<heif_image_handle, Release<heif_image_handle_release>>;
using Picture = std::unique_ptr<heif_image, Release<heif_image_release>>;

tl::unexpected<Error> failure(const heif_error& error) {
  if (error.subcode == heif_suberror_Unsupported_codec)
    return fail(ErrorCode::kUnsupported, "libheif has no decoder for it; install libheif-plugin-libde265");
  const bool unsupported =
      error.code == heif_error_Unsupported_feature || error.code == heif_error_Unsupported_filetype;
  return fail(unsupported ? ErrorCode::kUnsupported : ErrorCode::kMalformed,
              error.message != nullptr ? error.message : "libheif failed");
}

std::uint64_t positive(int size) {
  return size > 0 ? static_cast<std::uint64_t>(size) : 0;
}

Result<Image> copy_of(const heif_image& picture) {
  const int width = heif_image_get_width(&picture, heif_channel_interleaved);
  const int height = heif_image_get_height(&picture, heif_channel_interleaved);
  int row_bytes = 0;
  const std::uint8_t* from = heif_image_get_plane_readonly(&picture, heif_channel_interleaved, &row_bytes);
  if (from == nullptr) return fail(ErrorCode::kMalformed, "libheif gave no pixels");
  MUSTER_TRY(Image image, blank_image(positive(width), positive(height)));
  const std::size_t bytes = static_cast<std::size_t>(width) * 3;
  for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y)
    std::memcpy(image.pixels.data() + y * bytes, from + y * static_cast<std::size_t>(row_bytes), bytes);
  return image;
}

/// As its ICC profile or, without one, its primaries say (ITU-T H.273: 1 is BT.709, whose primaries sRGB has; 2
/// unknown).
bool states_other_colours(const heif_image_handle& handle) {
  if (const std::size_t bytes = heif_image_handle_get_raw_color_profile_size(&handle); bytes > 0) {
    std::vector<std::byte> profile(bytes);
    return heif_image_handle_get_raw_color_profile(&handle, profile.data()).code == heif_error_Ok &&
           has_other_colours(profile);
  }
  heif_color_profile_nclx* nclx = nullptr;
  if (heif_image_handle_get_nclx_color_profile(&handle, &nclx).code != heif_error_Ok || nclx == nullptr) return false;
  const auto primaries = nclx->color_primaries;
  heif_nclx_color_profile_free(nclx);
  return primaries != heif_color_primaries_ITU_R_BT_709_5 && primaries != heif_color_primaries_unspecified;
}

/// Camera and second of an EXIF block, before which four bytes say how far the TIFF structure is (ISO/IEC 23008-12).
std::string capture_of(const heif_image_handle& handle) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 20U, kOffsetBytes = 4;
  heif_item_id item = 0;
  if (heif_image_handle_get_list_of_metadata_block_IDs(&handle, "Exif", &item, 1) != 1) return {};
  const std::size_t size = heif_image_handle_get_metadata_size(&handle, item);
  if (size < kOffsetBytes || size > kMostBytes) return {};
  std::vector<std::byte> block(size);
  if (heif_image_handle_get_metadata(&handle, item, block.data()).code != heif_error_Ok) return {};
  std::size_t offset = 0;
  for (std::size_t i = 0; i < kOffsetBytes; ++i) offset = offset << 8U | std::to_integer<std::size_t>(block[i]);
  if (offset > size - kOffsetBytes) return {};
  return exif_facts(std::span(block).subspan(kOffsetBytes + offset)).capture;
}

}  // namespace

Result<Decoded> decode_heif(std::span<const std::byte> file) {
  const Context context(heif_context_alloc());
  if (!context) return fail(ErrorCode::kRuntime, "libheif could not start");
  heif_context_set_max_decoding_threads(context.get(), 0);
  heif_context_set_maximum_image_size_limit(context.get(), static_cast<int>(kLongestSide));
  if (const auto error = heif_context_read_from_memory_without_copy(context.get(), file.data(), file.size(), nullptr);
      error.code != heif_error_Ok)
    return failure(error);

  heif_image_handle* handle = nullptr;
  if (const auto error = heif_context_get_primary_image_handle(context.get(), &handle); error.code != heif_error_Ok)
    return failure(error);
  const Handle handle_owner(handle);
  if (const auto size =
          blank_image(positive(heif_image_handle_get_width(handle)), positive(heif_image_handle_get_height(handle)));
      !size)
    return tl::unexpected(size.error());

  heif_image* picture = nullptr;
  if (const auto error = heif_decode_image(handle, &picture, heif_colorspace_RGB, heif_chroma_interleaved_RGB, nullptr);
      error.code != heif_error_Ok)
    return failure(error);
  const Picture picture_owner(picture);
  Decoded decoded;  // libheif has turned it already: orientation stays 1
  MUSTER_TRY(decoded.image, copy_of(*picture));
  decoded.image.other_colours = states_other_colours(*handle);
  decoded.exif.capture = capture_of(*handle);
  return decoded;
}

}  // namespace muster
