#include "runtime/link_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/text.h"
#include "runtime/probe_messages.h"

extern char** environ;

namespace muster {
namespace {

constexpr int kLinkLost = 255;     // how ssh ends when the connection failed
constexpr int kFirstSignal = 128;  // how a shell tells that a program was ended by a signal

Error error_of(const Message& message) {
  const auto told = decode<ProbeError>(message);
  if (!told) return told.error();
  const bool known = told->code >= 0 && told->code <= static_cast<int>(ErrorCode::kInternal);
  return {known ? static_cast<ErrorCode>(told->code) : ErrorCode::kRuntime, printable(told->message, 500)};
}

}  // namespace

Result<std::unique_ptr<LinkProcess>> LinkProcess::start(const std::vector<std::string>& command) {
  std::array<int, 2> pair{};
  if (command.empty() || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
    return fail(ErrorCode::kDisconnected, fmt::format("cannot open a socket: {}", std::strerror(errno)));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pair[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, pair[1], STDOUT_FILENO);
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t pid = -1;
  const int failed = ::posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(pair[1]);
  if (failed != 0) {
    ::close(pair[0]);
    return fail(ErrorCode::kDisconnected, fmt::format("cannot start {}: {}", command[0], std::strerror(failed)));
  }
  return std::unique_ptr<LinkProcess>(new LinkProcess(pid, pair[0]));
}

LinkProcess::~LinkProcess() {
  ::close(socket_);
  if (pid_ < 0) return;
  ::kill(pid_, SIGTERM);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
}

Result<void> LinkProcess::send(std::string_view kind, const nlohmann::json& content) {
  const std::string bytes = frame(kind, content);
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t n = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return tl::unexpected(why_ended());
    sent += static_cast<std::size_t>(n);
  }
  return {};
}

Result<Message> LinkProcess::receive(std::string_view kind) {
  std::array<char, 65536> chunk{};
  while (true) {
    MUSTER_TRY(std::optional<Message> message, take_message(buffer_));
    if (message) {
      if (message->kind == kind) return std::move(*message);
      if (message->kind == "error") return tl::unexpected(error_of(*message));
      return fail(ErrorCode::kRuntime, fmt::format("the probe says '{}' for '{}'", printable(message->kind, 40), kind));
    }
    const ssize_t got = ::read(socket_, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return tl::unexpected(why_ended());
    buffer_.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

/// Whether the connection was lost, or the probe ended by itself.
Error LinkProcess::why_ended() {
  int status = 0;
  if (pid_ < 0 || ::waitpid(pid_, &status, 0) != pid_) return {ErrorCode::kDisconnected, "the device is gone"};
  pid_ = -1;
  if (WIFSIGNALED(status) || WEXITSTATUS(status) == kLinkLost)
    return {ErrorCode::kDisconnected, "the connection to the device was lost"};
  const int code = WEXITSTATUS(status);
  if (code == 0) return {ErrorCode::kDisconnected, "the device closed the connection"};
  if (code > kFirstSignal)
    return {ErrorCode::kRuntime,
            fmt::format("the probe crashed (signal {}, {})", code - kFirstSignal, ::strsignal(code - kFirstSignal))};
  return {ErrorCode::kRuntime, fmt::format("the probe ended by itself (exit code {})", code)};
}

}  // namespace muster
