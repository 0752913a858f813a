#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/observe.h"

namespace muster {

/// What a command printed, and how it ended.
struct CommandOutput {
  int exit_code = 0;  ///< 128 and more: the signal that ended it
  std::string output, errors;
};

/// Runs a command to its end, a file as its standard input (empty: nothing). At most a megabyte of output is kept.
/// Errors: it cannot be started, or the file cannot be opened; kStopped, it was ended because the user stops;
/// kDisconnected, because it took longer than `most`.
Result<CommandOutput> run_command(const std::vector<std::string>& command, const Hooks& hooks,
                                  std::chrono::seconds most, const std::filesystem::path& input = {});

}  // namespace muster
