#include "measure/machine.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "base/text.h"

namespace muster {
namespace {

std::string first_line(const char* path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return std::string(trimmed(line));
}

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

}  // namespace

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
#ifdef __aarch64__  // an ARM program that sees an x86 processor runs in an emulator
  machine.emulated = !cpuinfo({"vendor_id"}).empty();
#endif
  return machine;
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
