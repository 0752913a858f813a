// JPEG through the libjpeg API. Its errors leave by longjmp, which stays inside this file: between setjmp and
// longjmp no object with a destructor is alive.
#include <cstdio>  // jpeglib.h needs it first

#include <jpeglib.h>

#include <algorithm>
#include <csetjmp>
#include <string>
#include <string_view>

#include "image/colour_profile.h"
#include "image/exif.h"
#include "image/formats.h"

namespace muster {
namespace {

/// A progressive photo has about ten scans; a file that claims more than this wants to keep us busy.
constexpr int kMostScans = 200;
constexpr long kMostWorkingBytes = 1L << 30U;
constexpr char kCut[] = "the file ends before the picture does";

struct Session {
  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg_source_mgr source{};
  jpeg_progress_mgr progress{};
  std::jmp_buf escape{};
  char message[JMSG_LENGTH_MAX] = "";
  ErrorCode code = ErrorCode::kMalformed;
  Decoded* decoded = nullptr;

  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { jpeg_destroy_decompress(&jpeg); }
};

Session& session_of(j_common_ptr jpeg) {
  return *static_cast<Session*>(jpeg->client_data);
}

[[noreturn]] void stop(Session& session, std::string_view why, ErrorCode code = ErrorCode::kMalformed) {
  session.message[why.copy(session.message, sizeof session.message - 1)] = '\0';
  session.code = code;
  std::longjmp(session.escape, 1);
}

[[noreturn]] void on_error(j_common_ptr jpeg) {
  Session& session = session_of(jpeg);
  session.errors.format_message(jpeg, session.message);
  std::longjmp(session.escape, 1);
}

void on_message(j_common_ptr /*jpeg*/, int /*level*/) {}  // warnings are tolerated, as Pillow does

void no_work(j_decompress_ptr /*jpeg*/) {}

boolean on_end_of_file(j_decompress_ptr jpeg) {
  stop(session_of(reinterpret_cast<j_common_ptr>(jpeg)), kCut);
}

void skip_bytes(j_decompress_ptr jpeg, long count) {
  if (count <= 0) return;
  jpeg_source_mgr& source = *jpeg->src;
  if (static_cast<std::size_t>(count) > source.bytes_in_buffer)
    stop(session_of(reinterpret_cast<j_common_ptr>(jpeg)), kCut);
  source.next_input_byte += count;
  source.bytes_in_buffer -= static_cast<std::size_t>(count);
}

void count_scans(j_common_ptr jpeg) {
  if (reinterpret_cast<j_decompress_ptr>(jpeg)->input_scan_number > kMostScans)
    stop(session_of(jpeg), "more scans than any photo has");
}

void open(Session& session, std::span<const std::byte> file) {
  jpeg_decompress_struct& jpeg = session.jpeg;
  jpeg.err = jpeg_std_error(&session.errors);
  session.errors.error_exit = on_error;
  session.errors.emit_message = on_message;
  jpeg.client_data = &session;
  jpeg_create_decompress(&jpeg);  // keeps err and client_data
  jpeg.mem->max_memory_to_use = kMostWorkingBytes;

  session.source.init_source = no_work;
  session.source.fill_input_buffer = on_end_of_file;
  session.source.skip_input_data = skip_bytes;
  session.source.resync_to_restart = jpeg_resync_to_restart;
  session.source.term_source = no_work;
  session.source.next_input_byte = reinterpret_cast<const JOCTET*>(file.data());
  session.source.bytes_in_buffer = file.size();
  jpeg.src = &session.source;
  session.progress.progress_monitor = count_scans;
  jpeg.progress = &session.progress;
}

/// The first saved segment that starts with that name, with the name; empty where there is none.
std::span<const std::byte> segment(const jpeg_decompress_struct& jpeg, std::string_view name) {
  for (const jpeg_marker_struct* marker = jpeg.marker_list; marker != nullptr; marker = marker->next) {
    const auto bytes = std::as_bytes(std::span(marker->data, marker->data_length));
    if (std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()).starts_with(name)) return bytes;
  }
  return {};
}

/// Profiles over 64 KB go on in further segments; the primaries stand in the first, or there are only tables.
std::span<const std::byte> colour_profile(const jpeg_decompress_struct& jpeg) {
  constexpr std::string_view kName("ICC_PROFILE\0", 12);
  const auto bytes = segment(jpeg, kName);
  return bytes.subspan(std::min(bytes.size(), kName.size() + 2));  // behind the segment's number and their count
}

void read_header(Session& session) {
  jpeg_decompress_struct& jpeg = session.jpeg;
  for (const int app : {1, 2}) jpeg_save_markers(&jpeg, JPEG_APP0 + app, 0xFFFF);
  jpeg_read_header(&jpeg, TRUE);
  if (jpeg.num_components != 1 && jpeg.num_components != 3 && jpeg.num_components != 4)
    stop(session, "neither grey, nor three, nor four colours", ErrorCode::kUnsupported);
  jpeg.out_color_space = jpeg.num_components == 4 ? JCS_CMYK : JCS_RGB;
  session.decoded->exif = exif_facts(segment(jpeg, std::string_view("Exif\0\0", 6)));
}

/// Four-colour JPEGs are stored inverted, as Adobe does: `ink` holds 255 − C, M, Y, K. With K taken off as
/// Pillow does: (255 − K) − round(C × (255 − K) / 255).
void ink_to_rgb(const JSAMPLE* ink, std::uint8_t* rgb, std::size_t width) {
  for (std::size_t x = 0; x < width; ++x, ink += 4, rgb += 3) {
    const unsigned light = ink[3];
    for (std::size_t c = 0; c < 3; ++c) {
      const unsigned product = (255U - ink[c]) * light + 128U;
      rgb[c] = static_cast<std::uint8_t>(light - ((product + (product >> 8U)) >> 8U));
    }
  }
}

void read_pixels(Session& session) {
  jpeg_decompress_struct& jpeg = session.jpeg;
  jpeg_start_decompress(&jpeg);
  const std::size_t width = jpeg.output_width;
  const bool four_colours = jpeg.out_color_space == JCS_CMYK;
  JSAMPARRAY ink_row = nullptr;
  if (four_colours)
    ink_row = jpeg.mem->alloc_sarray(reinterpret_cast<j_common_ptr>(&jpeg), JPOOL_IMAGE,
                                     static_cast<JDIMENSION>(width * 4), 1);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = session.decoded->image.pixels.data() + jpeg.output_scanline * width * 3;
    jpeg_read_scanlines(&jpeg, four_colours ? ink_row : &row, 1);
    if (four_colours) ink_to_rgb(ink_row[0], row, width);
  }
  jpeg_finish_decompress(&jpeg);
}

/// Runs one step under setjmp; false when libjpeg gave up, with session.message saying why.
template <class Step>
bool guarded(Session& session, Step step) {
  if (setjmp(session.escape) != 0) return false;
  step();
  return true;
}

}  // namespace

Result<Decoded> decode_jpeg(std::span<const std::byte> file) {
  Decoded decoded;
  Session session;
  session.decoded = &decoded;
  if (!guarded(session, [&] { open(session, file), read_header(session); })) return fail(session.code, session.message);
  MUSTER_TRY(decoded.image, blank_image(session.jpeg.image_width, session.jpeg.image_height));
  decoded.image.other_colours = has_other_colours(colour_profile(session.jpeg));
  if (!guarded(session, [&] { read_pixels(session); })) return fail(session.code, session.message);
  return decoded;
}

}  // namespace muster
