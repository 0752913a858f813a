// Android's `dumpsys battery`: keys are taken as they stand, since vendors add lines that look alike.
#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "import/logs/log_lines.h"
#include "import/power/charge.h"
#include "import/power/power_format.h"

namespace muster {
namespace {

constexpr std::string_view kTitle = "Current Battery Service state:";

/// Fields as the dump states them: millivolts, tenths of a degree, microampere-hours; BatteryManager's numbers.
struct Fields {
  std::optional<double> level, scale, millivolts, tenths_of_degree, charge, status;
  std::optional<bool> ac, usb, wireless, dock;
};

Result<void> read_field(std::string_view line, std::size_t number, Fields& fields) {
  struct Number {
    std::string_view key;
    std::optional<double>* target;
  };
  const std::array numbers{Number{"level:", &fields.level},           Number{"scale:", &fields.scale},
                           Number{"voltage:", &fields.millivolts},    Number{"temperature:", &fields.tenths_of_degree},
                           Number{"Charge counter:", &fields.charge}, Number{"status:", &fields.status}};
  for (const Number& one : numbers) {
    const auto text = after(line, one.key);
    if (!text) continue;
    const bool may_be_below_zero = one.key == "temperature:" && text->starts_with('-');
    MUSTER_TRY(const double value, amount_in(may_be_below_zero ? text->substr(1) : *text, "", number));
    return state_once(*one.target, may_be_below_zero ? -value : value, one.key, number);
  }
  struct Flag {
    std::string_view key;
    std::optional<bool>* target;
  };
  const std::array flags{Flag{"AC powered:", &fields.ac}, Flag{"USB powered:", &fields.usb},
                         Flag{"Wireless powered:", &fields.wireless}, Flag{"Dock powered:", &fields.dock}};
  for (const Flag& one : flags)
    if (const auto text = after(line, one.key)) return state_once(*one.target, *text == "true", one.key, number);
  return {};
}

Charging charging_of(double status) {
  constexpr int kCharging = 2, kDischarging = 3, kNotCharging = 4, kFull = 5;  // BatteryManager.BATTERY_STATUS_…
  constexpr double kMostStatus = 100;
  switch (status >= 0 && status < kMostStatus ? static_cast<int>(status) : 0) {
    case kCharging:
      return Charging::kCharging;
    case kDischarging:
    case kNotCharging:
      return Charging::kDischarging;
    case kFull:
      return Charging::kFull;
    default:
      return Charging::kUnknown;
  }
}

PowerReading reading_of(const Fields& fields, std::size_t line) {
  PowerReading reading;
  reading.tool = dumpsys_battery_power.tool;
  reading.line = line;
  for (const auto& plug : {fields.ac, fields.usb, fields.wireless, fields.dock})
    reading.plugged = reading.plugged || plug.value_or(false);
  if (fields.status) reading.charging = charging_of(*fields.status);
  if (fields.level && fields.scale.value_or(100) > 0)
    take_level(100 * *fields.level / fields.scale.value_or(100), reading);
  constexpr double kLeastMillivolts = 2000, kMostMillivolts = 20'000;
  const double millivolts = fields.millivolts.value_or(0);
  const bool measured = millivolts >= kLeastMillivolts && millivolts <= kMostMillivolts;
  if (millivolts > 0 && !measured)
    reading.remarks.push_back(fmt::format("a voltage of {:g} mV is none of a battery", millivolts));
  if (measured) reading.volts = *fields.millivolts / 1e3;
  if (measured && fields.tenths_of_degree) take_temperature(*fields.tenths_of_degree / 10, reading);
  if (millivolts == 0) reading.remarks.emplace_back("the voltage is 0: neither it nor the temperature was measured");
  if (fields.charge) take_charge(*fields.charge, reading);
  return reading;
}

bool recognise(std::string_view text) {
  return text.find(kTitle) != std::string_view::npos;
}

Result<std::vector<PowerReading>> read(std::string_view text) {
  struct Part {
    Fields fields;
    std::size_t line;
  };
  std::vector<Part> parts;
  MUSTER_CHECK_OK(for_each_line(text, kLongestLogLine, [&](std::string_view line, std::size_t number) -> Result<void> {
    if (trimmed(line) == kTitle) parts.push_back({{}, number});
    return parts.empty() ? Result<void>() : read_field(line, number, parts.back().fields);
  }));
  std::vector<PowerReading> readings;
  for (const Part& part : parts) readings.push_back(reading_of(part.fields, part.line));
  return readings;
}

}  // namespace

const PowerFormat dumpsys_battery_power{"dumpsys battery", &recognise, &read};

}  // namespace muster
