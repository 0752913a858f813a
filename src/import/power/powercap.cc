// RAPL's counters of processor packages, as `grep . /sys/class/powercap/intel-rapl:*/*` prints them: "PATH:VALUE" a
// line, in microjoules (Documentation/power/powercap/powercap.rst). A counter begins anew after its range.
#include <map>

#include "base/text.h"
#include "import/logs/log_lines.h"
#include "import/power/power_format.h"

namespace muster {
namespace {

constexpr std::string_view kZone = "intel-rapl:", kEnergy = "/energy_uj:", kRange = "/max_energy_range_uj:",
                           kName = "/name:";

struct Package {
  std::string name;
  std::optional<std::uint64_t> energy, range;
};

/// The whole package that a line is of: "0" of "…/intel-rapl:0/energy_uj:1234"; "" for its parts and other lines.
std::string_view package_of(std::string_view line) {
  const std::size_t zone = line.rfind(kZone);
  if (zone == std::string_view::npos) return "";
  const std::string_view rest = line.substr(zone + kZone.size());
  const std::string_view number = rest.substr(0, rest.find('/'));
  return number.find_first_not_of("0123456789") == std::string_view::npos ? number : "";
}

bool recognise(std::string_view text) {
  return text.find(kZone) != std::string_view::npos && text.find(kEnergy) != std::string_view::npos;
}

using Packages = std::map<std::string, Package, std::less<>>;

Result<void> read_line(std::string_view line, std::size_t number, Packages& packages) {
  constexpr std::size_t kMostPackages = 1000;
  const std::string_view place = package_of(line);
  if (place.empty()) return {};
  if (packages.size() >= kMostPackages) return refuse_line(number, "more packages than a machine has");
  Package& package = packages[std::string(place)];
  if (const std::size_t at = line.find(kName); at != std::string_view::npos)
    package.name = trimmed(line.substr(at + kName.size()));
  for (const auto& [key, target] : {std::pair(kEnergy, &package.energy), std::pair(kRange, &package.range)}) {
    const std::size_t at = line.find(key);
    if (at == std::string_view::npos) continue;
    MUSTER_TRY(const std::uint64_t value, count_in(trimmed(line.substr(at + key.size())), "", number));
    MUSTER_CHECK_OK(state_once(*target, value, key, number));
  }
  return {};
}

Result<std::vector<PowerReading>> read(std::string_view text) {
  Packages packages;
  MUSTER_CHECK_OK(for_each_line(text, kLongestLogLine, [&](std::string_view line, std::size_t number) {
    return read_line(line, number, packages);
  }));
  PowerReading reading;
  reading.tool = powercap_power.tool;
  for (const auto& [place, package] : packages) {
    if (!package.energy || package.name == "psys") continue;  // the whole platform has the packages in it
    reading.rails_joules.emplace_back(package.name.empty() ? "package-" + place : package.name,
                                      static_cast<double>(*package.energy) / 1e6);
    reading.rails_wrap_joules.push_back(static_cast<double>(package.range.value_or(0)) / 1e6);
  }
  if (reading.rails_joules.empty()) return std::vector<PowerReading>{};
  return std::vector{std::move(reading)};
}

}  // namespace

const PowerFormat powercap_power{kRaplMeter, &recognise, &read};

}  // namespace muster
