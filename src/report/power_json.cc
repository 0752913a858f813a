// What devices tell of their power, as docs/import.schema.json describes it.
#include "muster/power_reading.h"
#include "muster/render.h"
#include "report/json_parts.h"

namespace muster {
namespace {

Json named(const std::vector<std::pair<std::string, double>>& parts) {
  Json list = Json::array();
  for (const auto& [name, value] : parts) list.push_back({{"name", name}, {"value", value}});
  return list;
}

Json discharge_json(const std::optional<Discharge>& discharge) {
  if (!discharge) return nullptr;
  return {{"on_battery_ns", discharge->on_battery.count()},
          {"discharged_mah", json_or_null(discharge->discharged_mah)},
          {"screen_on_mah", json_or_null(discharge->screen_on_mah)},
          {"computed_mah", json_or_null(discharge->computed_mah)},
          {"actual_low_mah", json_or_null(discharge->actual_low_mah)},
          {"actual_high_mah", json_or_null(discharge->actual_high_mah)},
          {"parts_mah", named(discharge->parts_mah)}};
}

Json reading_json(const PowerReading& reading) {
  return {{"name", text_or_null(reading.name)},
          {"line", reading.line},
          {"charging", to_string(reading.charging)},
          {"plugged", reading.plugged},
          {"level_percent", json_or_null(reading.level_percent)},
          {"volts", json_or_null(reading.volts)},
          {"temperature_celsius", json_or_null(reading.temperature_celsius)},
          {"drawn_amperes", json_or_null(reading.drawn_amperes)},
          {"drawn_watts", json_or_null(reading.drawn_watts)},
          {"charge_mah", json_or_null(reading.charge_mah)},
          {"charge_step_mah", json_or_null(reading.charge_step_mah)},
          {"full_charge_mah", json_or_null(reading.full_charge_mah)},
          {"energy_joules", json_or_null(reading.energy_joules)},
          {"rails_joules", named(reading.rails_joules)},
          {"discharge", discharge_json(reading.discharge)},
          {"remarks", reading.remarks}};
}

}  // namespace

std::string render_power_json(const std::vector<PowerReading>& readings) {
  Json list = Json::array();
  for (const PowerReading& reading : readings) list.push_back(reading_json(reading));
  return write_json({{"schema_version", Report::kSchemaVersion},
                     {"source", readings.empty() ? Json(nullptr) : text_or_null(readings.front().source)},
                     {"tool", readings.empty() ? Json(nullptr) : text_or_null(readings.front().tool)},
                     {"records", Json::array()},
                     {"power", list}});
}

}  // namespace muster
