#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "muster/error.h"

namespace muster {

/// How ssh and adb end where the connection could not be had, or was lost.
inline constexpr int kLinkLost = 255;

/// Descriptors of ours that a process starts with, and what they are there.
using Descriptors = std::vector<std::pair<int, int>>;

enum class ProcessGroup { kOurs, kItsOwn };

/// Starts a command, sought on the PATH, with those descriptors, and ours as standard input, output and error where
/// none is given. With a group of its own it can be killed with all that it starts. The caller reaps it. Errors:
/// kNotFound, it cannot be started.
Result<pid_t> spawn_command(const std::vector<std::string>& command, const Descriptors& descriptors,
                            ProcessGroup group = ProcessGroup::kOurs);

/// How a process ended: by itself with a code, or by a signal.
struct ProcessEnd {
  int code = 0, signal = 0;  ///< signal 0: by itself
};

/// Waits for its end.
ProcessEnd wait_for(pid_t pid);

/// Waits for at most a twentieth of a second; nullopt: it still runs.
std::optional<ProcessEnd> wait_shortly(pid_t pid);

}  // namespace muster
