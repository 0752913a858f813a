#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace muster {
namespace {

/// A file descriptor that closes itself.
struct Descriptor {
  int fd;
  explicit Descriptor(int value) : fd(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

auto system_failure(ErrorCode code, const std::filesystem::path& path, std::string_view what) {
  return fail(code, fmt::format("{}: {}: {}", path.string(), what, std::strerror(errno)));
}

bool write_all(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<std::vector<std::byte>> read_file(const std::filesystem::path& path, std::uint64_t limit_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.fd < 0)
    return system_failure(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kRuntime, path, "cannot open");
  struct stat info {};
  if (::fstat(file.fd, &info) != 0) return system_failure(ErrorCode::kRuntime, path, "cannot stat");
  if (!S_ISREG(info.st_mode))
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}: not a regular file", path.string()));
  const auto size = static_cast<std::uint64_t>(info.st_size);
  if (size > limit_bytes)
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}: {} bytes, more than the {} that are read of such a file",
                                                         path.string(), size, limit_bytes));
  std::vector<std::byte> bytes(size);
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::read(file.fd, bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure(ErrorCode::kRuntime, path, "cannot read");
    if (got == 0) break;  // shrank meanwhile
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

Result<void> write_file(const std::filesystem::path& path, std::string_view content) {
  const std::string temporary = path.string() + ".part";
  const bool special = std::filesystem::exists(path) && !std::filesystem::is_regular_file(path);  // /dev/full, a pipe
  const std::string& target = special ? path.string() : temporary;
  {
    const Descriptor file(::open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.fd < 0) return system_failure(ErrorCode::kRuntime, path, "cannot write");
    const bool complete = write_all(file.fd, content) && (special || ::fsync(file.fd) == 0);
    if (!complete) {
      const auto failure = system_failure(ErrorCode::kRuntime, path, "cannot write");
      if (!special) ::unlink(target.c_str());
      return failure;
    }
  }
  if (!special && ::rename(temporary.c_str(), path.c_str()) != 0)
    return system_failure(ErrorCode::kRuntime, path, "cannot write");
  return {};
}

}  // namespace muster
