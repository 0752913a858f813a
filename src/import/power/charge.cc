#include "import/power/charge.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string_view>

namespace muster {
namespace {

constexpr double kLeastFull = 100, kLikelyLeast = 500, kLikelyMost = 30'000;  // mAh

/// The largest power of ten that a count is a multiple of.
double step_of(double count) {
  double step = 1;
  while (step < 1e6 && std::fmod(count, step * 10) == 0) step *= 10;
  return step;
}

/// The draw, positive out of the battery; the sign means nothing where nothing says whether it charges.
std::optional<double> drawn(double signed_value, PowerReading& reading, std::string_view what) {
  const bool charging = reading.charging == Charging::kCharging || reading.charging == Charging::kFull;
  if (reading.charging == Charging::kUnknown) {
    reading.remarks.push_back(
        fmt::format("the sign of the {} cannot be told: the battery's status is not known", what));
    return std::nullopt;
  }
  if (signed_value != 0 && (signed_value > 0) != charging)
    reading.remarks.push_back(fmt::format("the {} has the reverse of the sign that the kernel prescribes", what));
  return charging ? -std::abs(signed_value) : std::abs(signed_value);
}

/// Sets what lies in that range; else a remark says that it cannot be.
void take_between(double value, double least, double most, std::string_view what, std::optional<double>& target,
                  PowerReading& reading) {
  if (value >= least && value <= most)
    target = value;
  else
    reading.remarks.push_back(fmt::format("{:.6g} {}: none of a battery, and left out", value, what));
}

}  // namespace

void take_volts(double volts, PowerReading& reading) {
  take_between(volts, 2, 60, "V", reading.volts, reading);
}

void take_level(double percent, PowerReading& reading) {
  take_between(percent, 0, 100, "%", reading.level_percent, reading);
}

void take_temperature(double celsius, PowerReading& reading) {
  take_between(celsius, -60, 150, "°C", reading.temperature_celsius, reading);
}

void take_energy(double joules, PowerReading& reading) {
  take_between(joules, 1, 3.6e7, "J", reading.energy_joules, reading);
}

void take_charge(double microampere_hours, PowerReading& reading) {
  if (microampere_hours <= 0) {
    reading.remarks.emplace_back("the charge counter is 0: the device does not count");
    return;
  }
  const double level = reading.level_percent.value_or(100) / 100;
  const double full = level > 0 ? microampere_hours / 1e3 / level : 0;
  const double full_if_milli = full * 1e3;
  const bool milli = full < kLeastFull && full_if_milli >= kLikelyLeast && full_if_milli <= kLikelyMost;
  if (milli) reading.remarks.emplace_back("the charge counter is in mAh, where Android prescribes µAh");
  reading.charge_mah = milli ? microampere_hours : microampere_hours / 1e3;
  reading.charge_step_mah = step_of(microampere_hours) / (milli ? 1 : 1e3);
}

void take_current(double microamperes, PowerReading& reading) {
  if (const auto amperes = drawn(microamperes, reading, "current"))
    take_between(*amperes / 1e6, -100, 100, "A", reading.drawn_amperes, reading);
}

void take_power(double microwatts, PowerReading& reading) {
  if (const auto watts = drawn(microwatts, reading, "power"))
    take_between(*watts / 1e6, -1000, 1000, "W", reading.drawn_watts, reading);
}

}  // namespace muster
