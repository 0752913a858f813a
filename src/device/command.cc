#include "device/command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>

#include "base/spawn.h"

namespace muster {
namespace {

constexpr std::size_t kMostOutput = std::size_t{1} << 20U;

/// A pipe, closed at its end.
struct Pipe {
  std::array<int, 2> ends{-1, -1};
  ~Pipe() { close_end(0), close_end(1); }
  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  bool open() { return ::pipe2(ends.data(), O_CLOEXEC) == 0; }
  void close_end(std::size_t which) {
    if (ends[which] >= 0) ::close(ends[which]);
    ends[which] = -1;
  }
};

using Clock = std::chrono::steady_clock;

/// How long a command may run.
struct Patience {
  const Hooks& hooks;
  std::chrono::seconds most;
  Clock::time_point end = Clock::now() + most;

  /// Errors: the user stops, or it takes too long.
  [[nodiscard]] Result<void> check() const {
    if (hooks.stopped()) return fail(ErrorCode::kStopped, "stopped by the user");
    if (Clock::now() > end) return fail(ErrorCode::kDisconnected, fmt::format("no answer within {} s", most.count()));
    return {};
  }
};

/// Reads both pipes until both are closed. Errors: no more patience.
Result<void> drain(Pipe& output, Pipe& errors, const Patience& patience, CommandOutput& said) {
  constexpr int kLookMilliseconds = 100;
  std::array<pollfd, 2> waiting{pollfd{output.ends[0], POLLIN, 0}, pollfd{errors.ends[0], POLLIN, 0}};
  const std::array texts{&said.output, &said.errors};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    MUSTER_CHECK_OK(patience.check());
    if (::poll(waiting.data(), waiting.size(), kLookMilliseconds) < 0) {
      if (errno != EINTR) return {};
      continue;
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
      std::array<char, 4096> chunk{};
      const ssize_t got = ::read(waiting[i].fd, chunk.data(), chunk.size());
      if (got > 0 && texts[i]->size() < kMostOutput) texts[i]->append(chunk.data(), static_cast<std::size_t>(got));
      if (got == 0 || (got < 0 && errno != EINTR)) waiting[i].fd = -1;
    }
  }
  return {};
}

/// Ends a command with all that it started: kindly, then at once.
void end_group(pid_t pid) {
  constexpr int kLooks = 40;
  ::kill(-pid, SIGTERM);
  for (int i = 0; i < kLooks; ++i) {
    if (wait_shortly(pid)) return;
  }
  ::kill(-pid, SIGKILL);
  wait_for(pid);
}

/// What it prints until it ends. Errors: no more patience; then it was ended.
Result<CommandOutput> follow(pid_t pid, Pipe& output, Pipe& errors, const Patience& patience) {
  CommandOutput result;
  auto going = drain(output, errors, patience, result);
  std::optional<ProcessEnd> end;
  while (going && !(end = wait_shortly(pid))) going = patience.check();
  if (!going) {
    end_group(pid);
    return tl::unexpected(going.error());
  }
  result.exit_code = end->signal == 0 ? end->code : 128 + end->signal;
  return result;
}

}  // namespace

Result<CommandOutput> run_command(const std::vector<std::string>& command, const Hooks& hooks,
                                  std::chrono::seconds most, const std::filesystem::path& input) {
  const std::string file = input.empty() ? "/dev/null" : input.string();
  const int stdin_file = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (stdin_file < 0) return fail(ErrorCode::kNotFound, fmt::format("{}: {}", file, std::strerror(errno)));
  Pipe output, errors;
  const bool piped = output.open() && errors.open();
  const Result<pid_t> pid =
      piped
          ? spawn_command(
                command, {{stdin_file, STDIN_FILENO}, {output.ends[1], STDOUT_FILENO}, {errors.ends[1], STDERR_FILENO}},
                ProcessGroup::kItsOwn)
          : fail(ErrorCode::kRuntime, fmt::format("cannot open a pipe: {}", std::strerror(errno)));
  ::close(stdin_file);
  if (!pid) return tl::unexpected(pid.error());
  output.close_end(1), errors.close_end(1);
  return follow(*pid, output, errors, {hooks, most});
}

}  // namespace muster
