#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace muster {

/// A file with that content, gone with the object.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view content, std::string_view suffix = ".csv") {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("muster-import-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + std::string(suffix));
    std::ofstream(path_, std::ios::binary) << content;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::filesystem::remove(path_); }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace muster
