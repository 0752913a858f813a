// What devices tell of their power, as text for a terminal.
#include <fmt/format.h>

#include <algorithm>

#include "base/units.h"
#include "muster/power_reading.h"
#include "muster/render.h"
#include "report/text_page.h"

namespace muster {
namespace {

constexpr std::size_t kPartsShown = 12;

void draw_fact(TextPage& page, std::string_view name, const std::string& value) {
  page.row({{"  " + padded(std::string(name), 16)}, {value}}, 18);
}

/// Figures with all the digits that the device gives.
void draw_fact(TextPage& page, std::string_view name, const std::optional<double>& value, std::string_view unit) {
  if (value) draw_fact(page, name, fmt::format("{:.9g} {}", *value, unit));
}

void draw_parts(TextPage& page, std::string_view title, std::vector<std::pair<std::string, double>> parts,
                std::string_view unit) {
  if (parts.empty()) return;
  std::ranges::stable_sort(parts, std::ranges::greater(), [](const auto& part) { return part.second; });
  page.row({{fmt::format("  {}", title), Paint::kDim}});
  for (std::size_t i = 0; i < std::min(parts.size(), kPartsShown); ++i)
    page.row({{"    " + padded(shortened(parts[i].first, 22), 24)}, {fmt::format("{:.9g} {}", parts[i].second, unit)}},
             28);
  if (parts.size() > kPartsShown)
    page.row({{fmt::format("    … {} more; --json has all", parts.size() - kPartsShown), Paint::kDim}});
}

void draw_discharge(TextPage& page, const Discharge& discharge) {
  const double seconds = static_cast<double>(discharge.on_battery.count()) / 1e9;
  draw_fact(page, "on battery", fmt::format("{:.9g} s", seconds));
  draw_fact(page, "discharged", discharge.discharged_mah, "mAh, as the battery counted");
  draw_fact(page, "  screen on", discharge.screen_on_mah, "mAh");
  draw_fact(page, "computed", discharge.computed_mah, "mAh, by the phone's own model");
  if (discharge.actual_low_mah && discharge.actual_high_mah)
    draw_fact(page, "by level",
              fmt::format("{:.9g} to {:.9g} mAh", *discharge.actual_low_mah, *discharge.actual_high_mah));
  draw_parts(page, "of the computed", discharge.parts_mah, "mAh");
}

void draw(TextPage& page, const PowerReading& reading) {
  page.blank();
  page.row({{!reading.name.empty()          ? reading.name
             : reading.rails_joules.empty() ? "battery"
                                            : reading.tool,
             Paint::kBold},
            {fmt::format("  line {}", reading.line), Paint::kDim}});
  if (reading.charging != Charging::kUnknown)
    draw_fact(page, "state", fmt::format("{}{}", to_string(reading.charging), reading.plugged ? ", plugged in" : ""));
  draw_fact(page, "level", reading.level_percent, "%");
  draw_fact(page, "voltage", reading.volts, "V");
  draw_fact(page, "drawn", reading.drawn_amperes, "A");
  draw_fact(page, "drawn", reading.drawn_watts, "W");
  draw_fact(page, "temperature", reading.temperature_celsius, "°C");
  draw_fact(page, "charge", reading.charge_mah, "mAh");
  draw_fact(page, "when full", reading.full_charge_mah, "mAh");
  draw_fact(page, "energy", reading.energy_joules, "J");
  draw_parts(page, "rails", reading.rails_joules, "J");
  if (reading.discharge) draw_discharge(page, *reading.discharge);
  for (const std::string& remark : reading.remarks) page.paragraph(2, {"! ", Paint::kAcceptable}, remark);
}

}  // namespace

std::string render_power_text(const std::vector<PowerReading>& readings, const RenderOptions& options) {
  TextPage page(options);
  if (readings.empty()) return page.text();
  page.paragraph(0, {readings.front().tool + "  ", Paint::kBold}, readings.front().source);
  for (const PowerReading& reading : readings) draw(page, reading);
  return page.text();
}

}  // namespace muster
