#include "device/device_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <random>

#include "base/file.h"
#include "base/sha256.h"
#include "base/spawn.h"
#include "base/text.h"
#include "device/command.h"

namespace muster {
namespace {

constexpr const char* kMark = "muster-probe-inventory";

Result<void> put(const DeviceTarget& target, const Upload& upload, const Hooks& hooks) {
  const std::string path = fmt::format("{}/{}", target.link->folder, upload.name);
  const std::string store = fmt::format(
      "mkdir -p \"$(dirname {0})\" && part={0}.$$ && if cat > $part && sha256sum $part && chmod {1} $part; then mv "
      "$part {0}; "
      "else rm -f $part; exit 1; fi",
      path, upload.program ? "700" : "600");
  MUSTER_TRY(const std::string said, on_device(target, store, hooks, kMostUpload, upload.file));
  if (said.find(upload.sha256) != std::string::npos) return {};
  return fail(ErrorCode::kRuntime, fmt::format("{} did not arrive whole on {}", upload.file.string(), target.address));
}

}  // namespace

Result<std::string> on_device(const DeviceTarget& target, const std::string& shell_command, const Hooks& hooks,
                              std::chrono::seconds most, const std::filesystem::path& input) {
  const auto ran = run_command(target.link->command(target, shell_command), hooks, most, input);
  if (!ran) return fail(ran.error().code, fmt::format("{}: {}", target.address, ran.error().message));
  const CommandOutput& ended = *ran;
  if (ended.exit_code == 0) return ended.output;
  const std::string said = printable(trimmed(ended.errors), 300);
  if (ended.exit_code != kLinkLost)
    return fail(ErrorCode::kRuntime, fmt::format("{}: {} (exit code {})", target.address, said, ended.exit_code));
  const std::string_view advice = target.link->advice(said);
  return fail(ErrorCode::kDisconnected, fmt::format("{} cannot be reached: {}{}", target.address, said,
                                                    advice.empty() ? "" : fmt::format(" ({})", advice)));
}

Result<std::string> digest_of(const std::filesystem::path& file) {
  constexpr std::uint64_t kLargest = std::uint64_t{4} << 30U;
  MUSTER_TRY(const std::vector<std::byte> bytes, read_file(file, kLargest));
  return to_hex(sha256(bytes));
}

std::string short_digest(const std::string& sha256) {
  constexpr std::size_t kShort = 12;
  return sha256.substr(0, kShort);
}

Result<DeviceVisit> visit_device(const DeviceTarget& target, const Hooks& hooks, std::vector<std::string>& clean) {
  DeviceVisit visit;
  visit.target = target;
  visit.user = fmt::format("{:x}", std::random_device{}());
  const std::string_view folder = target.link->folder;
  clean = target.link->command(target,
                               fmt::format("rm -f {0}/users/{1}; rmdir {0}/users {0} 2>/dev/null", folder, visit.user));
  const std::string ask = fmt::format(
      "mkdir -p {0}/users && cd {0} && find users -type f -mmin +1440 -exec rm {{}} + && : > users/{1} && echo {2} && "
      "uname -m && "
      "pwd -P && {{ cat /etc/machine-id 2>/dev/null || echo; }} && sha256sum /dev/null && "
      "{{ find . -type f -exec sha256sum {{}} + 2>/dev/null; true; }}",
      folder, visit.user, kMark);
  MUSTER_TRY(const std::string said, on_device(target, ask, hooks));
  // What a login script prints stands before the mark.
  const std::size_t mark = said.find(kMark);
  const auto lines = split(std::string_view(said).substr(std::min(mark, said.size())), '\n');
  constexpr std::size_t kStated = 4;  // the mark, then what it is
  if (lines.size() < kStated)
    return fail(ErrorCode::kRuntime, fmt::format("{} does not say what it is", target.address));
  visit.architecture = trimmed(lines[1]), visit.folder = trimmed(lines[2]);
  visit.machine_id = trimmed(lines[3]);
  if (!is_plain_address(visit.architecture))  // it becomes part of a path here
    return fail(ErrorCode::kRuntime, fmt::format("{} does not say what processor it has", target.address));
  constexpr std::size_t kDigest = 64;
  for (const std::string_view line : lines) {
    const std::size_t name = line.find("./");
    if (line.size() > kDigest && name == kDigest + 2)
      visit.digests[std::string(trimmed(line.substr(name + 2)))] = line.substr(0, kDigest);
  }
  return visit;
}

Result<void> deliver(const DeviceVisit& visit, const std::vector<Upload>& uploads, const std::string& own_folder,
                     bool keep, const Hooks& hooks, std::vector<std::string>& clean) {
  const DeviceTarget& target = visit.target;
  std::vector<std::string> loose;  // outside the folder of our own; half uploads have longer names
  for (const Upload& upload : uploads)
    if (own_folder.empty() || !upload.name.starts_with(own_folder + "/")) loose.push_back(upload.name + "*");
  const std::string leave = fmt::format("cd {0} && rm -f users/{1}", target.link->folder, visit.user);
  clean = target.link->command(
      target, keep ? leave
                   : fmt::format("{}; if rmdir users 2>/dev/null; then rm -rf {} {}; cd .. && rmdir muster-probe; fi",
                                 leave, own_folder, fmt::join(loose, " ")));
  for (std::size_t i = 0; i < uploads.size(); ++i) {
    hooks.report("device", i, uploads.size());
    const auto known = visit.digests.find(uploads[i].name);
    if (known == visit.digests.end() || known->second != uploads[i].sha256)
      MUSTER_CHECK_OK(put(target, uploads[i], hooks));
  }
  hooks.report("device", uploads.size(), uploads.size());
  return {};
}

void clean_device(const std::vector<std::string>& clean) {
  constexpr std::chrono::seconds kMostClean{20};
  if (!clean.empty()) static_cast<void>(run_command(clean, {}, kMostClean));
}

}  // namespace muster
