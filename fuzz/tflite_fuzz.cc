// libFuzzer: any bytes may be given to the TFLite reader. Seeds: the models of demo/, small ones first.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <vector>

#include "model/formats.h"
#include "muster/render.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::byte> bytes(size);  // aligned as load_model's are
  if (size > 0) std::memcpy(bytes.data(), data, size);
  if (!muster::tflite_format.matches(bytes)) return 0;
  const std::filesystem::path path = "fuzzed";
  if (const auto model = muster::tflite_format.load({path, bytes})) {
    muster::render_model_text(*model);
    muster::render_model_json(*model);
  }
  return 0;
}
