// Android's `dumpsys batterystats`: its sections of statistics, in the layouts of 2014 to today.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "import/logs/log_lines.h"
#include "import/power/power_format.h"

namespace muster {
namespace {

constexpr std::string_view kTitle = "Statistics since ", kDrain = "Capacity:";

/// "1h 1m 31s 254ms", up to the first part in brackets.
Result<Nanoseconds> duration_in(std::string_view text, std::size_t line) {
  struct Unit {
    std::string_view name;
    double nanoseconds;
  };
  constexpr std::array kUnits{Unit{"ms", 1e6}, Unit{"d", 86400e9}, Unit{"h", 3600e9}, Unit{"m", 60e9}, Unit{"s", 1e9}};
  Nanoseconds sum{};
  for (const std::string_view part : split(trimmed(text.substr(0, text.find('('))), ' ')) {
    const std::size_t digits = std::min(part.find_first_not_of("0123456789"), part.size());
    const auto unit = std::ranges::find(kUnits, part.substr(digits), &Unit::name);
    if (digits == 0 || unit == kUnits.end())
      return refuse_line(line, fmt::format("'{}' is no duration", printable(text, 40)));
    MUSTER_TRY(const Nanoseconds time, time_in(part.substr(0, digits), "", unit->nanoseconds, line));
    sum += time;
  }
  return sum;
}

/// "Capacity: 5661, Computed drain: 410, actual drain: 113-170".
Result<void> read_drain(std::string_view line, std::size_t number, PowerReading& reading) {
  Discharge& discharge = *reading.discharge;
  for (const std::string_view part : split(line, ',')) {
    const std::size_t colon = part.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = trimmed(part.substr(0, colon)), value = trimmed(part.substr(colon + 1));
    if (name == "Capacity") {
      MUSTER_TRY(reading.full_charge_mah, amount_in(value, "", number));
    } else if (name == "Computed drain") {
      MUSTER_TRY(discharge.computed_mah, amount_in(value, "", number));
    } else if (name == "actual drain") {
      const std::size_t dash = value.find('-');
      MUSTER_TRY(discharge.actual_low_mah, amount_in(value.substr(0, dash), "", number));
      discharge.actual_high_mah = discharge.actual_low_mah;
      if (dash != std::string_view::npos) {
        MUSTER_TRY(discharge.actual_high_mah, amount_in(value.substr(dash + 1), "", number));
        if (*discharge.actual_high_mah < *discharge.actual_low_mah)
          return refuse_line(number, "the actual drain's bounds are the wrong way round");
      }
    }
  }
  return {};
}

/// "cpu: 195 apps: 195" or "Uid 0: 102 ( cpu=50.7 )", below the line of the drain.
void read_part(std::string_view line, Discharge& discharge) {
  constexpr std::size_t kMostParts = 1000;
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos || colon == 0 || discharge.parts_mah.size() >= kMostParts) return;
  const std::string_view rest = trimmed(line.substr(colon + 2));
  if (const auto value = parse_number(rest.substr(0, rest.find(' '))); value && *value >= 0 && *value < 1e9)
    discharge.parts_mah.emplace_back(line.substr(0, colon), *value);
}

class Parser {
 public:
  Result<void> read(std::string_view raw, std::size_t number) {
    const std::string_view line = trimmed(raw);
    if (line.starts_with(kTitle)) {
      PowerReading& reading = readings_.emplace_back();
      reading.tool = batterystats_power.tool;
      reading.name = line.substr(0, line.find(':'));
      reading.line = number;
      reading.discharge.emplace();
      parts_ = false;
    }
    if (readings_.empty()) return {};
    PowerReading& reading = readings_.back();
    Discharge& discharge = *reading.discharge;
    if (parts_ && line.empty()) parts_ = false;
    if (parts_ && line != "Global") read_part(line, discharge);
    if (line.starts_with(kDrain) && line.find("drain:") != std::string_view::npos) {
      parts_ = true;
      return read_drain(line, number, reading);
    }
    if (const auto text = after(line, "Time on battery:"); text && discharge.on_battery == Nanoseconds()) {
      MUSTER_TRY(discharge.on_battery, duration_in(*text, number));
    }
    if (const auto text = after(line, "Discharge:")) {
      MUSTER_TRY(discharge.discharged_mah, amount_in(*text, " mAh", number));
    }
    if (const auto text = after(line, "Screen on discharge:")) {
      MUSTER_TRY(discharge.screen_on_mah, amount_in(*text, " mAh", number));
    }
    return {};
  }

  std::vector<PowerReading> take() { return std::move(readings_); }

 private:
  std::vector<PowerReading> readings_;
  bool parts_ = false;
};

bool recognise(std::string_view text) {
  return text.find(kTitle) != std::string_view::npos && text.find("Time on battery:") != std::string_view::npos;
}

Result<std::vector<PowerReading>> read(std::string_view text) {
  constexpr std::size_t kLongest = std::size_t{1} << 20U;  // a line of the history may be long
  Parser parser;
  MUSTER_CHECK_OK(for_each_line(text, kLongest,
                                [&](std::string_view line, std::size_t number) { return parser.read(line, number); }));
  std::vector<PowerReading> readings = parser.take();
  for (PowerReading& reading : readings)
    if (reading.discharge->actual_high_mah && reading.full_charge_mah &&
        *reading.discharge->actual_high_mah > *reading.full_charge_mah)
      reading.remarks.emplace_back("more than the battery holds was drained: it was charged in between");
  return readings;
}

}  // namespace

const PowerFormat batterystats_power{"dumpsys batterystats", &recognise, &read};

}  // namespace muster
