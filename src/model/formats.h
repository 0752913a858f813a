#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

#include "muster/model.h"

namespace muster {

/// A model file in memory: hostile bytes.
struct ModelFile {
  const std::filesystem::path& path;  ///< for messages only
  std::span<const std::byte> bytes;   ///< aligned to 16
  ImageSize input_size{};             ///< asked for; no height: the model's own
};

/// How one model format is told and read.
struct ModelFormat {
  std::string_view id;
  bool (*matches)(std::span<const std::byte> bytes);  ///< by content, never by name
  /// Fills what the format knows; load_model adds path, format, sha256, file_bytes and store_bytes.
  Result<Model> (*load)(const ModelFile& file);
};

#define MUSTER_MODEL_FORMAT(id) extern const ModelFormat id##_format;
#include "model/formats.inc"
#undef MUSTER_MODEL_FORMAT

/// load_model without what only a report needs and costs time: sha256 and store_bytes stay empty.
Result<Model> load_model_to_run(const std::filesystem::path& path, const ImageSize& input_size = {});

/// Every format, in the order in which they are tried.
std::span<const ModelFormat* const> model_formats();

}  // namespace muster
