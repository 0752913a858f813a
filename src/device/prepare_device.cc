#include "device/prepare_device.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "base/machine.h"
#include "device/device_files.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

/// Where the probe for that system and processor and its LiteRT lie: beside the program, in ../libexec/muster, or as
/// MUSTER_PROBE says.
Result<fs::path> find_probe(const std::string& kind) {
  std::vector<fs::path> places;
  if (const char* named = std::getenv("MUSTER_PROBE"); named != nullptr && *named != '\0') {
    places.emplace_back(named);
  } else {
    std::error_code unknown;
    const fs::path self = fs::read_symlink("/proc/self/exe", unknown).parent_path();
    for (const fs::path& folder : {self, self.parent_path() / "libexec/muster"})
      places.push_back(folder / ("probe-" + kind) / "muster-probe");
  }
  std::string sought;
  for (const fs::path& place : places) {
    if (::access(place.c_str(), R_OK) == 0 && ::access((place.parent_path() / "libLiteRt.so").c_str(), R_OK) == 0)
      return place;
    sought += (sought.empty() ? "" : ", ") + place.string();
  }
  return fail(ErrorCode::kNotFound,
              fmt::format("no probe for {} with its libLiteRt.so at {}; {}, or name one in MUSTER_PROBE", kind, sought,
                          kind.starts_with("android") ? "time the model with LiteRT's own --benchmark-model FILE"
                                                      : "`./dev probe` builds the one for 64-bit ARM"));
}

/// A desktop that is reached by ssh is a desktop still. (Tests reach this machine, and say so.)
Result<void> require_other_machine(const DeviceVisit& visit) {
  const std::string own = first_line("/etc/machine-id");
  if (own.empty() || visit.machine_id != own || std::getenv("MUSTER_DEVICE_IS_ANOTHER") != nullptr) return {};
  return fail(
      ErrorCode::kInvalidArgument,
      fmt::format("{} is this very machine: its times are no device's; leave --device out", visit.target.address));
}

}  // namespace

Result<void> require_tflite(const Model& model) {
  if (model.format == "tflite") return {};
  return fail(ErrorCode::kInvalidArgument, fmt::format("{}: on a device LiteRT runs .tflite models, and this one is {}",
                                                       model.path.string(), model.format));
}

Result<void> prepare_device(const RunOptions& options, const Model& model, const Hooks& hooks, PreparedDevice& device) {
  MUSTER_TRY(const DeviceTarget target, parse_device_target(options.device));
  MUSTER_CHECK_OK(require_tflite(model));
  hooks.report("device", 0, 1);
  MUSTER_TRY(const DeviceVisit visit, visit_device(target, hooks, device.clean));
  MUSTER_CHECK_OK(require_other_machine(visit));
  MUSTER_TRY(const fs::path probe, find_probe(std::string(target.link->probe_for) + visit.architecture));
  const fs::path library = probe.parent_path() / "libLiteRt.so";
  MUSTER_TRY(const std::string probe_digest, digest_of(probe));
  MUSTER_TRY(const std::string library_digest, digest_of(library));
  const std::string folder = short_digest(probe_digest) + short_digest(library_digest);
  const std::vector<Upload> uploads{{probe, folder + "/muster-probe", probe_digest, true},
                                    {library, folder + "/libLiteRt.so", library_digest, false},
                                    {model.path, model.sha256 + ".tflite", model.sha256, false}};
  MUSTER_CHECK_OK(deliver(visit, uploads, folder, options.keep_on_device, hooks, device.clean));
  device.link = target.link->command(
      target, fmt::format("cd {}/{} && LD_LIBRARY_PATH=. ./muster-probe; exit $?", target.link->folder, folder));
  device.model = fmt::format("{}/{}", visit.folder, uploads.back().name);
  return {};
}

}  // namespace muster
