#include "base/units.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace muster {
namespace {

/// How a figure is scaled for people: shown = value × factor, with that suffix.
struct Scale {
  double at_least;  ///< of the value's magnitude
  double factor;
  std::string_view suffix;
};

constexpr std::array kBytes{Scale{999.5e6, 1e-9, "GB"}, Scale{999.5e3, 1e-6, "MB"}, Scale{999.5, 1e-3, "kB"},
                            Scale{0, 1, "B"}};
constexpr std::array kTime{Scale{999.5, 1e-3, "s"}, Scale{0.9995, 1, "ms"}, Scale{0, 1e3, "µs"}};
constexpr std::array kEnergy{Scale{999.5, 1e-3, "J"}, Scale{0.9995, 1, "mJ"}, Scale{0, 1e3, "µJ"}};
constexpr std::array kPercent{Scale{0, 100, "%"}};

template <std::size_t N>
Scale scale_for(const std::array<Scale, N>& scales, double value) {
  for (const Scale& scale : scales)
    if (std::abs(value) >= scale.at_least) return scale;
  return scales.back();
}

/// The scale of a value in `unit`; a unit that is not known keeps its number and name.
Scale scale_of(std::string_view unit, double value) {
  if (unit == "bytes") return scale_for(kBytes, value);
  if (unit == "ms") return scale_for(kTime, value);
  if (unit == "mJ") return scale_for(kEnergy, value);
  if (unit == "fraction") return kPercent[0];
  return {0, 1, unit == "count" ? std::string_view() : unit};
}

std::string format_number(double value, const Scale& scale) {
  if (!std::isfinite(value)) return "?";
  const double shown = value * scale.factor;
  const double magnitude = std::abs(shown);
  if (scale.suffix == "%" && (magnitude >= 0.05 || magnitude == 0)) return fmt::format("{:.1f}", shown);
  if (scale.suffix == "B" || magnitude >= 1e15) return fmt::format("{:.0f}", shown);
  if (magnitude < 1e-3 && magnitude > 0) return fmt::format("{:.1e}", shown);
  if (magnitude < 0.0995) return fmt::format("{:.3g}", shown);
  if (magnitude < 0.995) return fmt::format("{:.2f}", shown);
  return magnitude < 99.95 ? fmt::format("{:.1f}", shown) : fmt::format("{:.0f}", shown);
}

std::string format_scaled(double value, const Scale& scale) {
  const std::string number = format_number(value, scale);
  return number == "?" || scale.suffix.empty() ? number : fmt::format("{} {}", number, scale.suffix);
}

bool is_whole(double value) {
  return value >= 0 && value < 1e15 && value == std::floor(value);
}

}  // namespace

std::string format_bytes(double bytes) {
  return format_value(bytes, "bytes");
}
std::string format_milliseconds(double milliseconds) {
  return format_value(milliseconds, "ms");
}
std::string format_percent(double fraction) {
  return format_value(fraction, "fraction");
}

std::string format_count(std::uint64_t count) {
  const std::string digits = std::to_string(count);
  std::string grouped;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) grouped += ',';
    grouped += digits[i];
  }
  return grouped;
}

std::string format_value(double value, std::string_view unit) {
  if (unit == "count" && is_whole(value)) return format_count(static_cast<std::uint64_t>(value));
  return format_scaled(value, scale_of(unit, value));
}

std::string format_estimate(const Estimate& estimate, std::string_view unit) {
  std::string text = format_value(estimate.value, unit);
  const bool exact = estimate.low == estimate.value && estimate.high == estimate.value;  // a fact of a file
  if ((estimate.low || estimate.high) && !exact) {
    const Scale scale = scale_of(unit, estimate.value);  // the bounds stand in the value's own unit
    const auto bound = [&](const std::optional<double>& value) { return value ? format_number(*value, scale) : "?"; };
    text += fmt::format(" [{}, {}]", bound(estimate.low), bound(estimate.high));
  }
  if (estimate.count > 0 && unit == "fraction") text += fmt::format(" of {}", format_count(estimate.count));
  if (estimate.count > 1 && unit != "fraction") text += fmt::format(", n {}", format_count(estimate.count));
  return text;
}

std::string shortest(float value) {
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() ? std::string(digits.data(), end) : std::string();
}

}  // namespace muster
