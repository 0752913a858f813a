#pragma once

#include <string>

namespace muster {

struct Ended {
  int exit_code = -1;
  std::string output;
};

/// Runs `muster ARGUMENTS` in a shell. `output` has stdout, and stderr where the arguments say `2>&1`;
/// `environment` stands before the program ("NO_COLOR=1").
Ended run_muster(const std::string& arguments, const std::string& environment = "");

/// Words behind the arguments of run_muster: interrupts it (SIGINT) so many seconds after it began to catch interrupts.
std::string interrupted_after(const std::string& seconds);

/// The arguments of that text for a shell, whatever stands in it.
std::string quoted(const std::string& text);

}  // namespace muster
