#include "base/spawn.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

extern char** environ;

namespace muster {
namespace {

ProcessEnd end_of(int status) {
  if (WIFSIGNALED(status)) return {0, WTERMSIG(status)};
  return {WEXITSTATUS(status), 0};
}

}  // namespace

Result<pid_t> spawn_command(const std::vector<std::string>& command, const Descriptors& descriptors,
                            ProcessGroup group) {
  if (command.empty()) return fail(ErrorCode::kNotFound, "no command to start");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  int failed = 0;
  for (const auto& [ours, theirs] : descriptors)
    if (failed == 0) failed = posix_spawn_file_actions_adddup2(&actions, ours, theirs);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  if (group == ProcessGroup::kItsOwn) {
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
  }
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t pid = -1;
  if (failed == 0) failed = ::posix_spawnp(&pid, arguments[0], &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0)
    return fail(ErrorCode::kNotFound, fmt::format("cannot start {}: {}", command[0], std::strerror(failed)));
  return pid;
}

ProcessEnd wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return {};
  return end_of(status);
}

std::optional<ProcessEnd> wait_shortly(pid_t pid) {
  constexpr auto kLook = std::chrono::milliseconds(5);
  constexpr int kLooks = 10;
  for (int i = 0; i < kLooks; ++i) {
    int status = 0;
    const pid_t ended = ::waitpid(pid, &status, WNOHANG);
    if (ended == pid) return end_of(status);
    if (ended < 0 && errno != EINTR) return ProcessEnd{};
    std::this_thread::sleep_for(kLook);
  }
  return std::nullopt;
}

}  // namespace muster
