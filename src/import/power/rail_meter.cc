// A rail meter's energy_value (Pixel's ODPM): microwatt-seconds since it began, "CH42(T=473848)[S10M_VDD_TPU],
// 3161249".
#include "base/text.h"
#include "import/logs/log_lines.h"
#include "import/power/power_format.h"

namespace muster {
namespace {

constexpr std::size_t kMostRails = 1000;

bool is_rail(std::string_view line) {
  return line.starts_with("CH") && line.find("(T=") != std::string_view::npos &&
         line.find(")[") != std::string_view::npos;
}

bool recognise(std::string_view text) {
  text = trimmed(text);
  const std::size_t second = text.find('\n');
  return is_rail(text) ||
         (text.starts_with("t=") && second != std::string_view::npos && is_rail(text.substr(second + 1)));
}

Result<std::vector<PowerReading>> read(std::string_view text) {
  PowerReading reading;
  reading.tool = rail_meter_power.tool;
  double sum = 0;
  MUSTER_CHECK_OK(for_each_line(text, kLongestLogLine, [&](std::string_view line, std::size_t number) -> Result<void> {
    line = trimmed(line);
    if (!is_rail(line)) return {};
    const std::size_t open = line.find('['), close = line.find("],");
    if (close == std::string_view::npos || reading.rails_joules.size() >= kMostRails)
      return refuse_line(number, "no rail's line: it was cut or changed");
    MUSTER_TRY(const std::uint64_t microjoules, count_in(line.substr(close + 2), "", number));
    reading.rails_joules.emplace_back(line.substr(open + 1, close - open - 1), static_cast<double>(microjoules) / 1e6);
    sum += static_cast<double>(microjoules) / 1e6;
    return {};
  }));
  reading.energy_joules = sum;
  return std::vector{std::move(reading)};
}

}  // namespace

const PowerFormat rail_meter_power{"rail meter", &recognise, &read};

}  // namespace muster
