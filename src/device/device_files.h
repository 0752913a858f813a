#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "device/device_target.h"
#include "muster/observe.h"

namespace muster {

inline constexpr std::chrono::seconds kMostAnswer{60}, kMostUpload{1800};

/// What a shell command on the device printed, within `most`; `input` is a file that it reads (empty: nothing). Errors:
/// kDisconnected, the device is not reached, with what the link's program says, or does not answer; kRuntime, the
/// command failed; kStopped.
Result<std::string> on_device(const DeviceTarget& target, const std::string& shell_command, const Hooks& hooks,
                              std::chrono::seconds most = kMostAnswer, const std::filesystem::path& input = {});

/// A file here, and its name in muster's folder there.
struct Upload {
  std::filesystem::path file;
  std::string name, sha256;
  bool program = false;
};

Result<std::string> digest_of(const std::filesystem::path& file);

/// The beginning of a digest, of which names are made.
std::string short_digest(const std::string& sha256);

/// What the device is, and what lies in muster's folder there.
struct DeviceVisit {
  DeviceTarget target;
  std::string user;                                         ///< this run's mark there: who leaves last removes its own
  std::string architecture, machine_id;                     ///< `uname -m`; of Linux, "" else
  std::string folder;                                       ///< whole
  std::map<std::string, std::string, std::less<>> digests;  ///< by name
};

/// Opens muster's folder on the device. From the call on `clean` is a command that leaves it. Errors: as on_device's.
Result<DeviceVisit> visit_device(const DeviceTarget& target, const Hooks& hooks, std::vector<std::string>& clean);

/// Brings what is not there yet (by SHA-256), and checks what arrived. Afterwards `clean` removes it too, with
/// `own_folder` (may be empty), unless `keep` or another run is there. Errors: as on_device's; kRuntime, a file did not
/// arrive whole.
Result<void> deliver(const DeviceVisit& visit, const std::vector<Upload>& uploads, const std::string& own_folder,
                     bool keep, const Hooks& hooks, std::vector<std::string>& clean);

/// Runs `clean`, if there is one. What cannot be removed stays: the device may be gone.
void clean_device(const std::vector<std::string>& clean);

}  // namespace muster
