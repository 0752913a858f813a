// Machines that ssh reaches, as the user has configured it: no password is asked for, and no unknown host is trusted.
#include "base/text.h"
#include "device/device_target.h"

namespace muster {
namespace {

tl::unexpected<Error> refuse(const char* what) {
  return fail(ErrorCode::kInvalidArgument, what);
}

/// "USER@HOST[:PORT]"; an IPv6 address stands in brackets.
Result<DeviceTarget> parse(std::string_view address) {
  const std::size_t at = address.rfind('@');
  const std::string_view user = at == std::string_view::npos ? "" : address.substr(0, at + 1);
  std::string_view host = address.substr(user.size()), port;
  if (host.starts_with('[')) {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos) return refuse("a bracket is not closed");
    const std::string_view rest = host.substr(close + 1);
    host = host.substr(1, close - 1);
    if (!rest.empty() && rest.front() != ':') return refuse("what stands behind the bracket is no port");
    if (!rest.empty()) port = rest.substr(1);
  } else if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    port = host.substr(colon + 1);
    host = host.substr(0, colon);
  }
  DeviceTarget target{&ssh_link, std::string(user) + std::string(host), 0};
  if (host.empty() || !is_plain_address(target.address)) return refuse("no user and host");
  if (!port.empty() || address.ends_with(':')) {
    const auto number = parse_integer(port);
    if (!number || *number < 1 || *number > 65535) return refuse("no port from 1 to 65535");
    target.port = static_cast<int>(*number);
  }
  return target;
}

std::vector<std::string> command(const DeviceTarget& target, const std::string& shell_command) {
  std::vector<std::string> words{"ssh", "-T",
                                 "-o",  "BatchMode=yes",
                                 "-o",  "ConnectTimeout=10",
                                 "-o",  "ServerAliveInterval=5",
                                 "-o",  "ServerAliveCountMax=3"};
  if (target.port != 0) words.insert(words.end(), {"-p", std::to_string(target.port)});
  words.insert(words.end(), {"--", target.address, shell_command});
  return words;
}

std::string_view advice(std::string_view said) {
  const auto has = [&](std::string_view words) { return said.find(words) != std::string_view::npos; };
  return has("verification failed") ? "connect once by hand, and compare its key"
         : has("Permission denied") ? "muster asks for no password: give it a key, or an agent"
                                    : "";
}

}  // namespace

const DeviceLink ssh_link{
    "ssh:", "ssh:pi@raspberry.local or ssh:root@[fe80::1]:2222", ".cache/muster-probe", "", &parse, &command, &advice};

}  // namespace muster
