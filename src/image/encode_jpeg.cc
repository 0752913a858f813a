// JPEG through the libjpeg API. Its errors leave by longjmp, which stays inside this file: between setjmp and longjmp
// no object with a destructor is alive.
#include "image/encode_jpeg.h"

#include <cstdio>  // jpeglib.h needs it first

#include <jpeglib.h>

#include <csetjmp>
#include <cstdlib>
#include <span>

namespace muster {
namespace {

struct Session {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  std::jmp_buf escape{};
  char message[JMSG_LENGTH_MAX] = "";
  unsigned char* file = nullptr;
  unsigned long file_bytes = 0;

  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    jpeg_destroy_compress(&jpeg);
    std::free(file);
  }
};

[[noreturn]] void on_error(j_common_ptr jpeg) {
  Session& session = *static_cast<Session*>(jpeg->client_data);
  session.errors.format_message(jpeg, session.message);
  std::longjmp(session.escape, 1);
}

/// false when libjpeg gave up, with session.message saying why.
bool compress(Session& session, const Image& photo, int quality) {
  jpeg_compress_struct& jpeg = session.jpeg;
  jpeg.err = jpeg_std_error(&session.errors);
  session.errors.error_exit = on_error;
  jpeg.client_data = &session;
  if (setjmp(session.escape) != 0) return false;
  jpeg_create_compress(&jpeg);  // keeps err and client_data
  jpeg_mem_dest(&jpeg, &session.file, &session.file_bytes);
  jpeg.image_width = static_cast<JDIMENSION>(photo.width);
  jpeg.image_height = static_cast<JDIMENSION>(photo.height);
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, quality, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height) {
    JSAMPROW row = const_cast<JSAMPROW>(photo.pixels.data()) +
                   static_cast<std::size_t>(jpeg.next_scanline) * static_cast<std::size_t>(photo.width) * 3;
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  return true;
}

}  // namespace

Result<std::vector<std::byte>> encode_jpeg(const Image& photo, int quality) {
  Session session;
  if (!compress(session, photo, quality)) return fail(ErrorCode::kInvalidArgument, session.message);
  const auto bytes = std::as_bytes(std::span(session.file, session.file_bytes));
  return std::vector<std::byte>(bytes.begin(), bytes.end());
}

}  // namespace muster
