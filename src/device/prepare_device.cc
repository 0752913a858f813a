#include "device/prepare_device.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "device/command.h"
#include "device/ssh_target.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = ".cache/muster-probe";  // in the home there

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

/// What stands in the folder there, by name; the first line is the processor.
struct Inventory {
  std::string architecture, folder;
  std::map<std::string, std::string, std::less<>> digests;
};

Result<Inventory> take_inventory(const SshTarget& target) {
  const std::string ask = fmt::format(
      "mkdir -p {0} && cd {0} && uname -m && pwd -P && find . -type f -exec sha256sum {{}} + 2>/dev/null", kFolder);
  MUSTER_TRY(const std::string said, on_device(target, ask));
  Inventory inventory;
  const auto lines = split(said, '\n');
  if (lines.size() < 2) return fail(ErrorCode::kRuntime, fmt::format("{} does not say what it is", target.destination));
  inventory.architecture = trimmed(lines[0]), inventory.folder = trimmed(lines[1]);
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
      "mkdir -p \"$(dirname {0})\" && cat > {0}.part && sha256sum {0}.part && chmod {1} {0}.part && mv {0}.part {0}",
      path, upload.program ? "700" : "600");
  MUSTER_TRY(const std::string said, on_device(target, store, upload.file));
  if (said.starts_with(upload.sha256)) return {};
  return fail(ErrorCode::kRuntime,
              fmt::format("{} did not arrive whole on {}", upload.file.string(), target.destination));
}

}  // namespace

Result<PreparedDevice> prepare_device(const RunOptions& options, const Model& model, const Hooks& hooks) {
  MUSTER_TRY(const SshTarget target, parse_ssh_target(options.device));
  if (model.format != "tflite")
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: on a device LiteRT runs .tflite models, and this one is {}", model.path.string(),
                            model.format));
  hooks.report("device", 0, 1);
  MUSTER_TRY(const Inventory there, take_inventory(target));
  MUSTER_TRY(const fs::path probe, find_probe(there.architecture));
  const fs::path library = probe.parent_path() / "libLiteRt.so";
  MUSTER_TRY(const std::string probe_digest, digest_of(probe));
  MUSTER_TRY(const std::string library_digest, digest_of(library));
  constexpr std::size_t kShort = 12;
  const std::string folder = probe_digest.substr(0, kShort) + library_digest.substr(0, kShort);
  const std::vector<Upload> uploads{{probe, folder + "/muster-probe", probe_digest, true},
                                    {library, folder + "/libLiteRt.so", library_digest, false},
                                    {model.path, model.sha256 + ".tflite", model.sha256, false}};
  for (std::size_t i = 0; i < uploads.size(); ++i) {
    hooks.report("device", i, uploads.size());
    const auto known = there.digests.find(uploads[i].name);
    if (known == there.digests.end() || known->second != uploads[i].sha256) MUSTER_CHECK_OK(put(target, uploads[i]));
    if (hooks.stopped()) return fail(ErrorCode::kStopped, "stopped by the user");
  }
  hooks.report("device", uploads.size(), uploads.size());
  PreparedDevice device;
  device.link =
      ssh_command(target, fmt::format("cd {0}/{1} && LD_LIBRARY_PATH=. ./muster-probe; exit $?", kFolder, folder));
  device.model = fmt::format("{}/{}", there.folder, uploads.back().name);
  if (!options.keep_on_device)
    device.clean = ssh_command(target, fmt::format("cd {0} && rm -rf {1} {2} && cd .. && rmdir muster-probe", kFolder,
                                                   folder, uploads.back().name));
  return device;
}

void clean_device(const PreparedDevice& device) {
  if (!device.clean.empty()) static_cast<void>(run_command(device.clean));
}

}  // namespace muster
