#include "device/prepare_device.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>

#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "device/command.h"
#include "device/ssh_target.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = ".cache/muster-probe";  // in the home there
constexpr const char* kMark = "muster-probe-inventory";

/// A file here, and its name in the folder there.
struct Upload {
  fs::path file;
  std::string name, sha256;
  bool program = false;
};

Result<std::string> digest_of(const fs::path& file) {
  constexpr std::uint64_t kLargest = std::uint64_t{4} << 30U;
  MUSTER_TRY(const std::vector<std::byte> bytes, read_file(file, kLargest));
  return to_hex(sha256(bytes));
}

/// What the shell there printed; errors say what it said.
Result<std::string> on_device(const SshTarget& target, const std::string& shell_command, const fs::path& input = {}) {
  MUSTER_TRY(const CommandOutput ended, run_command(ssh_command(target, shell_command), input));
  if (ended.exit_code == 0) return ended.output;
  const std::string said = printable(trimmed(ended.errors), 300);
  constexpr int kLinkLost = 255;
  if (ended.exit_code == kLinkLost)
    return fail(ErrorCode::kDisconnected, fmt::format("{} cannot be reached: {}{}", target.destination, said,
                                                      said.find("verification failed") != std::string::npos
                                                          ? " (connect once by hand, and compare its key)"
                                                      : said.find("Permission denied") != std::string::npos
                                                          ? " (muster asks for no password: give it a key, or an agent)"
                                                          : ""));
  return fail(ErrorCode::kRuntime, fmt::format("{}: {} (exit code {})", target.destination, said, ended.exit_code));
}

/// What the device is, and what stands in the folder there, by name.
struct Inventory {
  std::string architecture, folder, machine_id;
  std::map<std::string, std::string, std::less<>> digests;
};

Result<Inventory> take_inventory(const SshTarget& target, const std::string& user) {
  const std::string ask = fmt::format(
      "mkdir -p {0}/users && cd {0} && find users -type f -mmin +1440 -exec rm {{}} + && : > users/{1} && echo {2} && "
      "uname -m && "
      "pwd -P && {{ cat /etc/machine-id 2>/dev/null || echo; }} && sha256sum /dev/null && "
      "find . -type f -exec sha256sum {{}} + 2>/dev/null",
      kFolder, user, kMark);
  MUSTER_TRY(const std::string said, on_device(target, ask));
  // What a login script prints stands before the mark.
  const std::size_t mark = said.find(kMark);
  const auto lines = split(std::string_view(said).substr(std::min(mark, said.size())), '\n');
  constexpr std::size_t kStated = 4;  // the mark, then what it is
  if (lines.size() < kStated)
    return fail(ErrorCode::kRuntime, fmt::format("{} does not say what it is", target.destination));
  Inventory inventory;
  inventory.architecture = trimmed(lines[1]), inventory.folder = trimmed(lines[2]);
  inventory.machine_id = trimmed(lines[3]);
  constexpr std::size_t kDigest = 64;
  for (const std::string_view line : lines) {
    const std::size_t name = line.find("./");
    if (line.size() > kDigest && name == kDigest + 2)
      inventory.digests[std::string(line.substr(name + 2))] = line.substr(0, kDigest);
  }
  return inventory;
}

/// Where the probe for that processor and its LiteRT lie: beside the program, in ../libexec/muster, or as MUSTER_PROBE
/// says.
Result<fs::path> find_probe(const std::string& architecture) {
  std::vector<fs::path> places;
  if (const char* named = std::getenv("MUSTER_PROBE"); named != nullptr && *named != '\0') {
    places.emplace_back(named);
  } else {
    std::error_code unknown;
    const fs::path self = fs::read_symlink("/proc/self/exe", unknown).parent_path();
    for (const fs::path& folder : {self, self.parent_path() / "libexec/muster"})
      places.push_back(folder / ("probe-" + architecture) / "muster-probe");
  }
  std::string sought;
  for (const fs::path& place : places) {
    if (::access(place.c_str(), R_OK) == 0 && ::access((place.parent_path() / "libLiteRt.so").c_str(), R_OK) == 0)
      return place;
    sought += (sought.empty() ? "" : ", ") + place.string();
  }
  return fail(
      ErrorCode::kNotFound,
      fmt::format("no probe for {} with its libLiteRt.so at {}; `./dev probe` builds the one for 64-bit ARM, or "
                  "name one in MUSTER_PROBE",
                  architecture, sought));
}

Result<void> put(const SshTarget& target, const Upload& upload) {
  const std::string path = fmt::format("{}/{}", kFolder, upload.name);
  const std::string store = fmt::format(
      "mkdir -p \"$(dirname {0})\" && part={0}.$$ && if cat > $part && sha256sum $part && chmod {1} $part; then mv "
      "$part {0}; "
      "else rm -f $part; exit 1; fi",
      path, upload.program ? "700" : "600");
  MUSTER_TRY(const std::string said, on_device(target, store, upload.file));
  if (said.find(upload.sha256) != std::string::npos) return {};
  return fail(ErrorCode::kRuntime,
              fmt::format("{} did not arrive whole on {}", upload.file.string(), target.destination));
}

/// A desktop that is reached by ssh is a desktop still. (Tests reach this machine, and say so.)
Result<void> require_other_machine(const Inventory& there, const SshTarget& target) {
  std::ifstream file("/etc/machine-id");
  std::string own;
  std::getline(file, own);
  if (own.empty() || there.machine_id != own || std::getenv("MUSTER_DEVICE_IS_ANOTHER") != nullptr) return {};
  return fail(
      ErrorCode::kInvalidArgument,
      fmt::format("{} is this very machine: its times are no device's; leave --device out", target.destination));
}

}  // namespace

Result<void> prepare_device(const RunOptions& options, const Model& model, const Hooks& hooks, PreparedDevice& device) {
  MUSTER_TRY(const SshTarget target, parse_ssh_target(options.device));
  if (model.format != "tflite")
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: on a device LiteRT runs .tflite models, and this one is {}", model.path.string(),
                            model.format));
  hooks.report("device", 0, 1);
  const std::string user = fmt::format("{:x}", std::random_device{}());
  device.clean =
      ssh_command(target, fmt::format("rm -f {0}/users/{1}; rmdir {0}/users {0} 2>/dev/null", kFolder, user));
  MUSTER_TRY(const Inventory there, take_inventory(target, user));
  MUSTER_CHECK_OK(require_other_machine(there, target));
  MUSTER_TRY(const fs::path probe, find_probe(there.architecture));
  const fs::path library = probe.parent_path() / "libLiteRt.so";
  MUSTER_TRY(const std::string probe_digest, digest_of(probe));
  MUSTER_TRY(const std::string library_digest, digest_of(library));
  constexpr std::size_t kShort = 12;
  const std::string folder = probe_digest.substr(0, kShort) + library_digest.substr(0, kShort);
  const std::vector<Upload> uploads{{probe, folder + "/muster-probe", probe_digest, true},
                                    {library, folder + "/libLiteRt.so", library_digest, false},
                                    {model.path, model.sha256 + ".tflite", model.sha256, false}};
  // Who is the last to use the folder removes what is in it.
  const std::string leave = fmt::format("cd {0} && rm -f users/{1}", kFolder, user);
  device.clean =
      ssh_command(target, options.keep_on_device
                              ? leave
                              : fmt::format("{0}; if rmdir users 2>/dev/null; then rm -rf {1} {2}*; cd .. && rmdir "
                                            "muster-probe; fi",
                                            leave, folder, uploads.back().name));
  for (std::size_t i = 0; i < uploads.size(); ++i) {
    hooks.report("device", i, uploads.size());
    const auto known = there.digests.find(uploads[i].name);
    if (known == there.digests.end() || known->second != uploads[i].sha256) MUSTER_CHECK_OK(put(target, uploads[i]));
    if (hooks.stopped()) return fail(ErrorCode::kStopped, "stopped by the user");
  }
  hooks.report("device", uploads.size(), uploads.size());
  device.link =
      ssh_command(target, fmt::format("cd {0}/{1} && LD_LIBRARY_PATH=. ./muster-probe; exit $?", kFolder, folder));
  device.model = fmt::format("{}/{}", there.folder, uploads.back().name);
  return {};
}

void clean_device(const PreparedDevice& device) {
  if (!device.clean.empty()) static_cast<void>(run_command(device.clean));
}

}  // namespace muster
