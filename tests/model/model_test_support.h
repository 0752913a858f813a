#pragma once

#include <span>
#include <string_view>

#include "muster/model.h"
#include "support/temporary_file.h"

namespace muster {

/// Loads a model from a file of these bytes.
inline Result<Model> load_bytes(std::span<const std::byte> bytes) {
  const std::string_view content(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return load_model(TemporaryFile(content, ".tflite").path());
}

}  // namespace muster
