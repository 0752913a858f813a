#include "device/ssh_target.h"

#include <fmt/format.h>

#include "base/text.h"

namespace muster {
namespace {

tl::unexpected<Error> refuse(std::string_view text, std::string_view what) {
  return fail(ErrorCode::kInvalidArgument, fmt::format("--device {}: {}; for example ssh:pi@raspberry.local or "
                                                       "ssh:root@[fe80::1]:2222",
                                                       printable(text, 80), what));
}

bool is_plain(std::string_view text) {
  constexpr std::string_view kOther = "@._-:%";
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && kOther.find(c) == std::string_view::npos) return false;
  return !text.empty() && text.front() != '-';
}

}  // namespace

Result<SshTarget> parse_ssh_target(std::string_view text) {
  constexpr std::string_view kScheme = "ssh:";
  if (!text.starts_with(kScheme)) return refuse(text, "no device that muster reaches");
  const std::string_view address = text.substr(kScheme.size());
  const std::size_t at = address.rfind('@');
  const std::string_view user = at == std::string_view::npos ? "" : address.substr(0, at + 1);
  std::string_view host = address.substr(user.size()), port;
  if (host.starts_with('[')) {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos) return refuse(text, "a bracket is not closed");
    const std::string_view rest = host.substr(close + 1);
    host = host.substr(1, close - 1);
    if (!rest.empty() && rest.front() != ':') return refuse(text, "what stands behind the bracket is no port");
    if (!rest.empty()) port = rest.substr(1);
  } else if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    port = host.substr(colon + 1);
    host = host.substr(0, colon);
  }
  SshTarget target{std::string(user) + std::string(host), 0};
  if (host.empty() || !is_plain(target.destination)) return refuse(text, "no user and host");
  if (!port.empty() || address.ends_with(':')) {
    const auto number = parse_integer(port);
    if (!number || *number < 1 || *number > 65535) return refuse(text, "no port from 1 to 65535");
    target.port = static_cast<int>(*number);
  }
  return target;
}

std::vector<std::string> ssh_command(const SshTarget& target, const std::string& shell_command) {
  std::vector<std::string> command{"ssh", "-T",
                                   "-o",  "BatchMode=yes",
                                   "-o",  "ConnectTimeout=10",
                                   "-o",  "ServerAliveInterval=5",
                                   "-o",  "ServerAliveCountMax=3"};
  if (target.port != 0) command.insert(command.end(), {"-p", std::to_string(target.port)});
  command.insert(command.end(), {"--", target.destination, shell_command});
  return command;
}

}  // namespace muster
