#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster {

/// A machine that ssh reaches.
struct SshTarget {
  std::string destination;  ///< "USER@HOST", or a host of the user's configuration
  int port = 0;             ///< 0: ssh's own
};

/// Reads "ssh:USER@HOST[:PORT]"; an IPv6 address stands in brackets. Errors: kInvalidArgument, with an example.
Result<SshTarget> parse_ssh_target(std::string_view text);

/// A command that runs `shell_command` there. Keys, known hosts and all else are as the user's ssh is configured;
/// nothing is asked: no password, and no unknown host is trusted.
std::vector<std::string> ssh_command(const SshTarget& target, const std::string& shell_command);

}  // namespace muster
