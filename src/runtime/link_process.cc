#include "runtime/link_process.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "base/spawn.h"
#include "base/text.h"
#include "runtime/probe_messages.h"

namespace muster {
namespace {

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
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
    return fail(ErrorCode::kDisconnected, fmt::format("cannot open a socket: {}", std::strerror(errno)));
  const auto pid = spawn_command(command, {{pair[1], STDIN_FILENO}, {pair[1], STDOUT_FILENO}});
  ::close(pair[1]);
  if (pid) return std::unique_ptr<LinkProcess>(new LinkProcess(*pid, pair[0]));
  ::close(pair[0]);
  return fail(ErrorCode::kDisconnected, pid.error().message);
}

LinkProcess::~LinkProcess() {
  ::close(socket_);
  if (pid_ < 0) return;
  ::kill(pid_, SIGTERM);
  wait_for(pid_);
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
  if (pid_ < 0) return {ErrorCode::kDisconnected, "the device is gone"};
  const auto [code, signal] = wait_for(std::exchange(pid_, -1));
  if (signal != 0 || code == kLinkLost) return {ErrorCode::kDisconnected, "the connection to the device was lost"};
  if (code == 0) return {ErrorCode::kDisconnected, "the device closed the connection"};
  if (code > kFirstSignal)
    return {ErrorCode::kRuntime,
            fmt::format("the probe crashed (signal {}, {})", code - kFirstSignal, ::strsignal(code - kFirstSignal))};
  return {ErrorCode::kRuntime, fmt::format("the probe ended by itself (exit code {})", code)};
}

}  // namespace muster
