// Android devices that adb, of Android's platform tools, reaches by cable or network.
#include <algorithm>

#include "device/device_target.h"

namespace muster {
namespace {

Result<DeviceTarget> parse(std::string_view serial) {
  const bool printable = std::ranges::all_of(serial, [](char c) { return c >= ' ' && c <= '~'; });
  if (!serial.empty() && printable && !serial.starts_with('-')) return DeviceTarget{&adb_link, std::string(serial), 0};
  return fail(ErrorCode::kInvalidArgument, "no serial, as `adb devices` lists them");
}

/// adb ends with 1 both where it reaches no device and where a command there does: who is there is asked first.
std::vector<std::string> command(const DeviceTarget& target, const std::string& shell_command) {
  constexpr const char* kAsk =
      "command -v adb >/dev/null || { echo 'adb: not found' >&2; exit 255; }; adb start-server 2>/dev/null; "
      "state=$(adb -s \"$0\" get-state) || exit 255; [ \"$state\" = device ] || { echo "
      "\"its state is '$state'\" >&2; "
      "exit 255; }; exec adb -s \"$0\" shell -T \"$1\"";
  return {"sh", "-c", kAsk, target.address, shell_command};
}

std::string_view advice(std::string_view said) {
  const auto has = [&](std::string_view words) { return said.find(words) != std::string_view::npos; };
  return has("unauthorized")     ? "allow USB debugging on its screen"
         : has("no permissions") ? "this user may not use the USB device: see adb's udev rules"
         : has("adb: not found") ? "install adb, of Android's platform tools"
         : has("not found")      ? "`adb devices` lists those that are there"
         : has("offline")        ? "plug it in anew, or `adb reconnect offline`"
                                 : "";
}

}  // namespace

const DeviceLink adb_link{"adb:",   "adb:8A1X0KZ5B", "/data/local/tmp/muster-probe", "android-", &parse,
                          &command, &advice};

}  // namespace muster
