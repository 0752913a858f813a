#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// The meter of x86 processors, whose figures are a host's wherever they come from.
inline constexpr std::string_view kRaplMeter = "RAPL";

/// What Android's batterystats says of a while on battery.
struct Discharge {
  Nanoseconds on_battery{};
  std::optional<double> discharged_mah, screen_on_mah;    ///< as the battery counted
  std::optional<double> computed_mah;                     ///< by the phone's model of its parts
  std::optional<double> actual_low_mah, actual_high_mah;  ///< from the battery's level, in whole percents
  std::vector<std::pair<std::string, double>> parts_mah;  ///< of the computed drain: "cpu", "screen", "UID 1000"
};

/// What a device tells of its battery or its meters: at one moment, or (with `discharge`) of a while. What it does not
/// tell, or tells in a way that cannot be, is absent, and a remark says so.
struct PowerReading {
  std::string tool;      ///< "dumpsys battery", "dumpsys batterystats", "power_supply", "rail meter", "RAPL"
  std::string source;    ///< the file, or who was asked
  std::string name;      ///< of the battery, or of the section
  std::size_t line = 1;  ///< where it begins
  Charging charging = Charging::kUnknown;
  bool plugged = false;
  std::optional<double> level_percent, volts, temperature_celsius;
  std::optional<double> drawn_amperes, drawn_watts;   ///< out of the battery; negative: into it
  std::optional<double> charge_mah, full_charge_mah;  ///< what is in it, and what it holds when full
  std::optional<double> charge_step_mah;              ///< the finest step that the counter's digits allow
  std::optional<double> energy_joules;                ///< what is in it, or what the meter counted since it began
  std::vector<std::pair<std::string, double>> rails_joules;
  std::vector<double> rails_wrap_joules;  ///< after which each of those begins anew; 0 or empty: never
  std::optional<Discharge> discharge;
  std::vector<std::string> remarks;
};

/// Reads `dumpsys battery`, `dumpsys batterystats` (a section a reading), the uevent of a power supply (with or without
/// its prefix), a rail meter's energy_value or RAPL's counters. Nullopt: it is none of them. Errors, with source:line:
/// a figure that is no number, or stated twice and different; a file of more than 64 MiB.
Result<std::optional<std::vector<PowerReading>>> parse_power_readings(std::string_view text, const std::string& source);
Result<std::optional<std::vector<PowerReading>>> read_power_readings(const std::filesystem::path& file);

/// Two files of readings around a while, in which a model ran so often (0: the device idled).
struct PowerSpan {
  std::filesystem::path before, after;
  std::chrono::duration<double> length{};
  std::uint64_t inferences = 0;
};

/// The same, read.
struct ReadingSpan {
  PowerReading before, after;
  std::chrono::duration<double> length{};
  std::uint64_t inferences = 0;
};

/// What is drawn from a battery at that moment: as it says, else its current times its voltage; nullopt: it does not
/// tell.
std::optional<double> drawn_watts_of(const PowerReading& reading);

/// The energy that went in each span, by the first meter that all readings have: RAPL, rails, the battery's energy, its
/// charge times its mean voltage, or the mean of the power drawn at both ends, good to half of what they differ by.
/// Errors: a file that is no reading; a battery that is charged or plugged in; a counter that did not move while the
/// model ran, or moved the other way; no span of work.
Result<EnergyRun> energy_of(const std::vector<PowerSpan>& spans);
Result<EnergyRun> energy_of(const std::vector<ReadingSpan>& spans);

/// Errors: a battery that is charged or plugged in, which does not tell what a model takes.
Result<void> require_unplugged(const PowerReading& reading);

}  // namespace muster
