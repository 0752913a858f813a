#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "import/log_text.h"
#include "import/power/power_format.h"

namespace muster {
namespace {

#define MUSTER_POWER_FORMAT(name) &name##_power,
constexpr std::array kFormats{
#include "import/power/power_formats.inc"
};
#undef MUSTER_POWER_FORMAT

}  // namespace

Result<std::optional<std::vector<PowerReading>>> parse_power_readings(std::string_view text,
                                                                      const std::string& source) {
  const auto format = std::ranges::find_if(kFormats, [&](const PowerFormat* one) { return one->recognise(text); });
  if (format == kFormats.end()) return std::nullopt;
  auto readings = (*format)->read(text);
  if (!readings) return fail(readings.error().code, fmt::format("{}:{}", source, readings.error().message));
  for (PowerReading& reading : *readings) reading.source = source;
  return std::move(*readings);
}

Result<std::optional<std::vector<PowerReading>>> read_power_readings(const std::filesystem::path& file) {
  MUSTER_TRY(const std::string text, read_log_text(file));
  return parse_power_readings(text, file.string());
}

}  // namespace muster
