#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <span>
#include <string>

#include "muster/model.h"

namespace muster {

/// A file of that content that is gone when the test is over.
class ScratchFile {
 public:
  explicit ScratchFile(std::span<const std::byte> bytes) {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("muster_model_test_" + std::to_string(::getpid()) + "_" + std::to_string(count++) + ".tflite");
    std::ofstream(path_, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline Result<Model> load_bytes(std::span<const std::byte> bytes) {
  return load_model(ScratchFile(bytes).path());
}

}  // namespace muster
