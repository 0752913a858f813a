#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace muster {

/// What this machine's meters and batteries tell now, a text a source, the best first: the energy_value of all rail
/// meters; the counters of RAPL, a "PATH:VALUE" a line; each of its own batteries' uevent, with a line ON_SUPPLY=1
/// where a charger is on, or where there is none what Android's `dumpsys battery` says (within ten seconds, where there
/// is a `timeout`). What may not be read is left out. `sysfs`: /sys.
std::vector<std::string> read_power_texts(const std::filesystem::path& sysfs);

/// /sys, or where MUSTER_SYSFS says it lies, as tests do.
std::filesystem::path sysfs_folder();

}  // namespace muster
