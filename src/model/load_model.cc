#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/file.h"
#include "base/sha256.h"
#include "model/formats.h"
#include "model/sniff_format.h"
#include "model/store_bytes.h"
#include "muster/model.h"

namespace muster {
namespace {

/// Flatbuffers address at most 2^31 − 1 bytes; protobuf messages too. The file is read, not mapped:
/// a mapped file that shrinks meanwhile would kill the process.
constexpr std::uint64_t kMostBytes = 0x7FFFFFFF;

Result<Model> load_content(const ModelFile& file) {
  if (file.bytes.empty()) return fail(ErrorCode::kMalformed, "the file is empty; download or export it again");
  for (const ModelFormat* format : model_formats()) {
    if (!format->matches(file.bytes)) continue;
    MUSTER_TRY(Model model, format->load(file));
    model.format = format->id;
    return model;
  }
  if (constexpr std::string_view kSqlite = "SQLite format 3";
      std::string_view(reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()).starts_with(kSqlite))
    return fail(ErrorCode::kMalformed, "this is no model, but looks like a Run file: grade it with muster judge");
  return fail(ErrorCode::kMalformed,
              "offset 4: no \"TFL3\" identifier, so this is no TFLite model, nor another format that is known; "
              "check the download or export");
}

/// The facts that a format states of the file, and the bytes that they were read from.
Result<std::pair<Model, std::vector<std::byte>>> read_model(const std::filesystem::path& path,
                                                            const ImageSize& input_size) {
  if (const auto format = sniff_format(path); !format.empty())
    return fail(ErrorCode::kUnsupported,
                fmt::format("{}: {} models are read in a worker process, by inspect()", path.string(), format));
  MUSTER_TRY(std::vector<std::byte> bytes, read_file(path, kMostBytes));
  Result<Model> model = load_content({path, bytes, input_size});
  if (!model) return tl::unexpected(with_context(std::move(model).error(), path.string()));
  model->path = path;
  model->file_bytes = bytes.size();
  return std::pair{std::move(*model), std::move(bytes)};
}

}  // namespace

std::span<const ModelFormat* const> model_formats() {
  static constexpr std::array kFormats = {
#define MUSTER_MODEL_FORMAT(id) &id##_format,
#include "model/formats.inc"
#undef MUSTER_MODEL_FORMAT
  };
  return kFormats;
}

Result<Model> load_model_to_run(const std::filesystem::path& path, const ImageSize& input_size) {
  MUSTER_TRY(auto read, read_model(path, input_size));
  return std::move(read.first);
}

Result<Model> load_model(const std::filesystem::path& path, const ImageSize& input_size) {
  MUSTER_TRY(auto read, read_model(path, input_size));
  auto& [model, bytes] = read;
  model.sha256 = to_hex(sha256(bytes));
  model.store_bytes = store_bytes(bytes);
  return std::move(model);
}

}  // namespace muster
