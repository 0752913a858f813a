#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "muster/run.h"

namespace muster {

/// The first line of a file, trimmed; "" where it cannot be read.
std::string first_line(const std::filesystem::path& path);

/// Cores that this process may use (its affinity).
int usable_cores();

/// This machine, as it is now. Never fails: what the system does not say stays empty. `emulated` is true under QEMU's
/// user mode, and on a virtual machine of QEMU's own making (Android's emulator).
Machine read_machine();

/// What a device is called: its device tree's model, else Android's, else the host name; its system with the processor;
/// today's day; no runtime.
Device read_device();

/// The battery's level and charging, the hottest sensor, the fastest clock and the governor now; what the system does
/// not tell is absent, and a mouse's battery is none of it. `sysfs`: /sys.
DeviceState read_device_state(const std::filesystem::path& sysfs);

/// Processor time that all processes together have used since the system started, and what was stolen from it.
std::chrono::milliseconds system_busy_time();

/// Processor time that this process has used.
std::chrono::milliseconds own_processor_time();

}  // namespace muster
