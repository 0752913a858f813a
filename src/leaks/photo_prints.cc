#include "leaks/photo_prints.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace muster {

Result<GreyFile> GreyFile::create() {
  std::error_code error;
  std::string name = (std::filesystem::temp_directory_path(error) / "muster-XXXXXX").string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) return fail(ErrorCode::kRuntime, name + ": cannot be made: " + std::strerror(errno));
  ::unlink(name.c_str());
  return GreyFile(descriptor);
}

GreyFile::GreyFile(GreyFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

GreyFile& GreyFile::operator=(GreyFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

GreyFile::~GreyFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> GreyFile::put(std::size_t index, const GreySquare& grey) {
  const auto written =
      ::pwrite(descriptor_, grey.data(), grey.size(), static_cast<off_t>(index) * static_cast<off_t>(grey.size()));
  if (written == static_cast<ssize_t>(grey.size())) return {};
  return fail(ErrorCode::kRuntime, std::string("a temporary file cannot be written: ") +
                                       (written < 0 ? std::strerror(errno) : "the disk is full"));
}

GreySquare GreyFile::get(std::size_t index) const {
  GreySquare grey{};
  if (::pread(descriptor_, grey.data(), grey.size(), static_cast<off_t>(index) * static_cast<off_t>(grey.size())) !=
      static_cast<ssize_t>(grey.size()))
    grey.fill(0);
  return grey;
}

}  // namespace muster
