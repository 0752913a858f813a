#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "muster/error.h"

namespace muster {

/// Starts a command, sought on the PATH, with these descriptors as its standard input, output and error (−1: ours). The
/// caller reaps it. Errors: kNotFound, it cannot be started.
Result<pid_t> spawn_command(const std::vector<std::string>& command, int input, int output, int errors = -1);

/// How a process ended: by itself with a code, or by a signal.
struct ProcessEnd {
  int code = 0, signal = 0;  ///< signal 0: by itself
};

/// Waits for its end.
ProcessEnd wait_for(pid_t pid);

}  // namespace muster
