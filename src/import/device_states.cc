#include "import/device_states.h"

#include <fmt/format.h>

#include <cmath>

#include "base/text.h"

namespace muster {
namespace {

constexpr std::size_t kMostStates = 10'000;

Result<std::optional<double>> number_in(const std::vector<std::string>& fields, std::optional<std::size_t> column,
                                        double least, double most, std::string_view what) {
  const std::string_view text = column ? trimmed(fields[*column]) : std::string_view();
  if (text.empty()) return std::nullopt;
  const auto value = parse_number(text);
  if (value && *value >= least && *value <= most) return value;
  return fail(ErrorCode::kMalformed, fmt::format("'{}' is no {}", printable(text, 60), what));
}

Result<Charging> charging_in(std::string_view text) {
  if (text.empty()) return Charging::kUnknown;
  for (const Charging one : {Charging::kUnknown, Charging::kCharging, Charging::kDischarging, Charging::kFull})
    if (equal_ignoring_case(text, to_string(one))) return one;
  if (text == "1" || equal_ignoring_case(text, "true") || equal_ignoring_case(text, "yes")) return Charging::kCharging;
  if (text == "0" || equal_ignoring_case(text, "false") || equal_ignoring_case(text, "no"))
    return Charging::kDischarging;
  return fail(ErrorCode::kMalformed,
              fmt::format("charging '{}' is not charging, discharging, full or unknown", printable(text, 60)));
}

bool same(const DeviceState& a, const DeviceState& b) {
  return a.temperature_celsius == b.temperature_celsius && a.battery_percent == b.battery_percent &&
         a.clock_mhz == b.clock_mhz && a.charging == b.charging;
}

}  // namespace

DeviceStateReader::DeviceStateReader(const TableReader& table)
    : battery_(table.column("battery_percent")),
      temperature_(table.column("temperature")),
      clock_(table.column("clock_mhz")),
      charging_(table.column("charging")) {
  if (!temperature_) temperature_ = table.column("temperature_celsius");
}

Result<void> DeviceStateReader::add(const std::vector<std::string>& fields, Nanoseconds at) {
  DeviceState state;
  state.at = at;
  const std::string_view level = battery_ ? trimmed(fields[*battery_]) : std::string_view();
  if (level != "-1" && level != "-100") {  // iOS, where nobody asked it to watch its battery
    MUSTER_TRY(state.battery_percent, number_in(fields, battery_, 0, 100, "battery level in percent"));
  }
  MUSTER_TRY(state.temperature_celsius, number_in(fields, temperature_, -60, 200, "temperature in degrees Celsius"));
  MUSTER_TRY(state.clock_mhz, number_in(fields, clock_, 0, 1e5, "clock speed in MHz"));
  if (charging_) {
    MUSTER_TRY(state.charging, charging_in(trimmed(fields[*charging_])));
  }
  if (same(state, states_.empty() ? DeviceState{} : states_.back())) return {};
  states_.push_back(std::move(state));
  if (states_.size() > kMostStates) thin_out();
  return {};
}

void DeviceStateReader::thin_out() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < states_.size(); i += 2) states_[kept++] = std::move(states_[i]);
  states_.resize(kept);
}

}  // namespace muster
