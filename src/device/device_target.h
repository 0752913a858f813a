#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster {

struct DeviceLink;

/// A machine that runs models for muster.
struct DeviceTarget {
  const DeviceLink* link = nullptr;  ///< how it is reached
  std::string address;               ///< as the link's program takes it
  int port = 0;                      ///< 0: the program's own
};

/// One way to reach devices: a program of the user's that runs a shell command there, with our standard input and
/// output, and ends with its exit code, or with kLinkLost (base/spawn.h).
struct DeviceLink {
  std::string_view scheme;     ///< "ssh:"
  std::string_view example;    ///< what a user writes
  std::string_view folder;     ///< where muster's files lie there: whole, or from where its shell starts
  std::string_view probe_for;  ///< "android-": of the name of the probe's folder, before the processor
  /// Reads what stands behind the scheme. Errors: kInvalidArgument, what is wrong with it.
  Result<DeviceTarget> (*parse)(std::string_view address);
  std::vector<std::string> (*command)(const DeviceTarget& target, const std::string& shell_command);
  /// What to do about what the program said when the device was not reached; "": nothing is known.
  std::string_view (*advice)(std::string_view said);
};

// A link that its file defines but device_links.inc does not list is unused, and fails the build.
#define MUSTER_DEVICE_LINK(name) extern const DeviceLink name##_link;
#include "device/device_links.inc"
#undef MUSTER_DEVICE_LINK

/// Reads "ssh:USER@HOST[:PORT]" or "adb:SERIAL". Errors: kInvalidArgument, with examples.
Result<DeviceTarget> parse_device_target(std::string_view text);

/// Whether a text has only letters, digits, `@._-:%` and `more`: no quotes are needed in a shell.
bool is_plain(std::string_view text, std::string_view more = "");

/// Whether it is plain, and not taken for an option.
bool is_plain_address(std::string_view text);

}  // namespace muster
