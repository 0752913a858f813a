#include "base/machine.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>

#include "base/text.h"

namespace muster {
namespace {

/// The value of the first "key : value" line of /proc/cpuinfo whose key is one of those.
std::string cpuinfo(std::initializer_list<std::string_view> keys) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    const std::string_view key = trimmed(std::string_view(line).substr(0, colon));
    if (std::ranges::find(keys, key) != keys.end())
      return std::string(trimmed(std::string_view(line).substr(colon + 1)));
  }
  return "";
}

/// The first line that a command prints; "" where there is none.
std::string first_output(const char* command) {
  std::FILE* pipe = ::popen(command, "r");
  if (pipe == nullptr) return "";
  std::array<char, 256> line{};
  const bool any = std::fgets(line.data(), line.size(), pipe) != nullptr;
  ::pclose(pipe);
  return any ? std::string(trimmed(line.data())) : "";
}

void for_each_folder(const std::filesystem::path& parent, std::string_view prefix,
                     const std::function<void(const std::filesystem::path&)>& visit) {
  std::error_code unknown;
  for (const auto& entry : std::filesystem::directory_iterator(parent, unknown))
    if (entry.path().filename().string().starts_with(prefix)) visit(entry.path());
}

/// QEMU's user mode answers for /proc/self and /proc/PID as if it were not there, but not for this link.
bool is_emulated() {
  std::error_code unknown;
  const std::string program = std::filesystem::read_symlink("/proc/thread-self/exe", unknown).filename().string();
  if (program.find("qemu") != std::string::npos) return true;
#ifdef __aarch64__  // an ARM program that sees an x86 processor runs in an emulator
  if (!cpuinfo({"vendor_id"}).empty()) return true;
#endif
  return cpuinfo({"Hardware"}).find("ranchu") != std::string::npos;
}

}  // namespace

std::string first_line(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return std::string(trimmed(line));
}

int usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof(set), &set) != 0) return 1;
  return std::max(1, CPU_COUNT(&set));
}

Machine read_machine() {
  Machine machine;
  utsname system{};
  ::uname(&system);
  machine.architecture = system.machine;
  machine.os = fmt::format("{} {}", system.sysname, system.release);
  machine.cpu = cpuinfo({"model name", "Hardware", "Processor", "CPU part"});
  machine.cores = usable_cores();
  double load = 0;
  if (::getloadavg(&load, 1) == 1) machine.load_average = load;
  machine.governor = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  machine.emulated = is_emulated();
  return machine;
}

Device read_device() {
  Device device;
  device.name = first_line("/sys/firmware/devicetree/base/model");
  while (device.name.ends_with('\0')) device.name.pop_back();
  if (device.name.empty()) device.name = first_output("getprop ro.product.model 2>/dev/null");
  std::array<char, 256> host{};
  if (device.name.empty() && ::gethostname(host.data(), host.size() - 1) == 0) device.name = host.data();
  utsname system{};
  ::uname(&system);
  device.os = fmt::format("{} {} {}", system.sysname, system.release, system.machine);
  device.accelerator = "cpu";
  const std::time_t now = std::time(nullptr);
  device.date = fmt::format("{:%Y-%m-%d}", fmt::gmtime(now));
  return device;
}

DeviceState read_device_state(const std::filesystem::path& sysfs) {
  DeviceState state;
  state.governor = first_line(sysfs / "devices/system/cpu/cpu0/cpufreq/scaling_governor");
  for_each_folder(sysfs / "class/thermal", "thermal_zone", [&](const std::filesystem::path& zone) {
    const auto milli = parse_number(first_line(zone / "temp"));
    if (milli && *milli > -60'000 && *milli < 200'000)
      state.temperature_celsius = std::max(state.temperature_celsius.value_or(-1e9), *milli / 1e3);
  });
  for_each_folder(sysfs / "devices/system/cpu", "cpu", [&](const std::filesystem::path& cpu) {
    if (const auto kilohertz = parse_number(first_line(cpu / "cpufreq/scaling_cur_freq")); kilohertz && *kilohertz > 0)
      state.clock_mhz = std::max(state.clock_mhz.value_or(0), *kilohertz / 1e3);
  });
  for_each_folder(sysfs / "class/power_supply", "", [&](const std::filesystem::path& supply) {
    if (first_line(supply / "type") != "Battery" || first_line(supply / "scope") == "Device") return;
    const auto level = parse_number(first_line(supply / "capacity"));
    if (level && *level >= 0 && *level <= 100) state.battery_percent = *level;
    const std::string status = first_line(supply / "status");
    if (status == "Charging") state.charging = Charging::kCharging;
    if (status == "Discharging" || status == "Not charging") state.charging = Charging::kDischarging;
    if (status == "Full") state.charging = Charging::kFull;
  });
  return state;
}

std::chrono::milliseconds system_busy_time() {
  std::istringstream fields(first_line("/proc/stat"));
  std::string cpu;
  long long user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0;
  fields >> cpu >> user >> nice >> system >> idle >> wait >> irq >> softirq >> steal;
  return std::chrono::milliseconds((user + nice + system + irq + softirq + steal) * 1000 / ::sysconf(_SC_CLK_TCK));
}

std::chrono::milliseconds own_processor_time() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto milliseconds = [](const timeval& t) {
    return std::chrono::milliseconds(t.tv_sec * 1000 + t.tv_usec / 1000);
  };
  return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

}  // namespace muster
