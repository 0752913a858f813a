// Linux's power supplies: the uevent of /sys/class/power_supply/*, also as tools print it without its prefix. Units are
// the kernel's (Documentation/ABI/testing/sysfs-class-power): µV, µA, µW, µAh, µWh, tenths of a degree.
#include <map>

#include "base/text.h"
#include "import/logs/log_lines.h"
#include "import/power/charge.h"
#include "import/power/power_format.h"

namespace muster {
namespace {

constexpr std::string_view kPrefix = "POWER_SUPPLY_", kOnSupply = "ON_SUPPLY";

struct Field {
  std::string text;
  std::size_t line = 0;
};
using Fields = std::map<std::string, Field, std::less<>>;

Result<std::optional<double>> number(const Fields& fields, std::string_view key) {
  const auto field = fields.find(key);
  if (field == fields.end()) return std::nullopt;
  const std::string_view text = field->second.text;
  const bool negative = text.starts_with('-');
  MUSTER_TRY(const double value, amount_in(negative ? text.substr(1) : text, "", field->second.line));
  return negative ? -value : value;
}

Charging charging_of(std::string_view status) {
  if (status == "Charging") return Charging::kCharging;
  if (status == "Discharging") return Charging::kDischarging;
  if (status == "Full") return Charging::kFull;
  return Charging::kUnknown;
}

Result<PowerReading> reading_of(const Fields& fields) {
  PowerReading reading;
  reading.tool = power_supply_power.tool;
  const auto text = [&](std::string_view key) {
    const auto field = fields.find(key);
    return field == fields.end() ? std::string() : field->second.text;
  };
  reading.name = text("NAME");
  reading.charging = charging_of(text("STATUS"));
  // Read beside a supply that is on, which feeds the device though the battery does not charge (power_texts.h).
  reading.plugged = fields.contains(kOnSupply) || reading.charging == Charging::kCharging ||
                    reading.charging == Charging::kFull ||
                    text("STATUS") == "Not charging";  // it stands at its limit, and runs on the plug
  MUSTER_TRY(const auto level, number(fields, "CAPACITY"));
  if (level) take_level(*level, reading);
  MUSTER_TRY(const auto microvolts, number(fields, "VOLTAGE_NOW"));
  if (microvolts && *microvolts > 0) take_volts(*microvolts / 1e6, reading);
  MUSTER_TRY(const auto tenths, number(fields, "TEMP"));
  if (tenths) take_temperature(*tenths / 10, reading);
  MUSTER_TRY(const auto current, number(fields, "CURRENT_NOW"));
  if (current) take_current(*current, reading);
  MUSTER_TRY(const auto power, number(fields, "POWER_NOW"));
  if (power) take_power(*power, reading);
  MUSTER_TRY(const auto counter, number(fields, "CHARGE_COUNTER"));
  MUSTER_TRY(const auto charge, number(fields, "CHARGE_NOW"));
  if (counter || charge) take_charge(counter ? *counter : *charge, reading);
  MUSTER_TRY(const auto full, number(fields, "CHARGE_FULL"));
  if (full && *full > 0) reading.full_charge_mah = *full / 1e3;
  MUSTER_TRY(const auto energy, number(fields, "ENERGY_NOW"));
  if (energy && *energy > 0) take_energy(*energy * 3600 / 1e6, reading);
  return reading;
}

bool recognise(std::string_view text) {
  return text.find("VOLTAGE_NOW=") != std::string_view::npos ||
         text.find("POWER_SUPPLY_STATUS=") != std::string_view::npos;
}

Result<std::vector<PowerReading>> read(std::string_view text) {
  constexpr std::size_t kMostFields = 1000;
  Fields fields;
  MUSTER_CHECK_OK(for_each_line(text, kLongestLogLine, [&](std::string_view line, std::size_t at) -> Result<void> {
    line = trimmed(line);
    if (line.starts_with(kPrefix)) line.remove_prefix(kPrefix.size());
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || fields.size() >= kMostFields) return {};
    const auto [known, added] = fields.try_emplace(std::string(trimmed(line.substr(0, equals))),
                                                   Field{std::string(trimmed(line.substr(equals + 1))), at});
    if (!added && known->second.text != trimmed(line.substr(equals + 1)))
      return refuse_line(at, known->first + " is stated twice, and differs: give one battery's uevent");
    return {};
  }));
  MUSTER_TRY(PowerReading reading, reading_of(fields));
  return std::vector{std::move(reading)};
}

}  // namespace

const PowerFormat power_supply_power{"power_supply", &recognise, &read};

}  // namespace muster
