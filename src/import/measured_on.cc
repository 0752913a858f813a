#include "import/measured_on.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <string>
#include <vector>

#include "base/device_name.h"
#include "base/text.h"

namespace muster {
namespace {

constexpr std::string_view kExample = "for example \"Pixel 6; Android 14; LiteRT 2.3.0; gpu; 2026-05-01\"";
constexpr std::array<std::string_view, 5> kParts{"DEVICE", "OS", "RUNTIME", "ACCELERATOR", "DATE"};
constexpr std::size_t kLongestPart = 200;

tl::unexpected<Error> refuse(std::string_view what) {
  return fail(ErrorCode::kInvalidArgument, fmt::format("--measured-on: {}; {}", what, kExample));
}

/// A day of the calendar in this form, not before the first phones that ran such models and not in the future.
bool is_date(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U})
    if (!digit(i)) return false;
  const auto number = [&](std::size_t at, std::size_t length) {
    return static_cast<int>(parse_integer(text.substr(at, length)).value_or(0));
  };
  const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                        std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                        std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  const auto tomorrow = std::chrono::system_clock::now() + std::chrono::days(1);  // it is already that, somewhere
  return day.ok() && number(0, 4) >= 2010 && std::chrono::sys_days(day) <= tomorrow;
}

}  // namespace

Result<Device> parse_measured_on(std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(text, ';')) parts.emplace_back(trimmed(part));
  if (parts.size() != kParts.size())
    return refuse(fmt::format("needs five parts between semicolons, \"DEVICE; OS; RUNTIME; ACCELERATOR; DATE\", not {}",
                              parts.size()));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty()) return refuse(fmt::format("{} is empty", kParts[i]));
    if (parts[i].size() > kLongestPart) return refuse(fmt::format("{} is longer than 200 bytes", kParts[i]));
    if (!is_utf8(parts[i])) return refuse(fmt::format("{} is not UTF-8", kParts[i]));
  }
  std::ranges::transform(parts[3], parts[3].begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::vector<std::string> accelerators{"cpu", "gpu", "npu", "gpu+cpu", "npu+cpu", "nnapi+cpu", "external+cpu"};
  if (std::ranges::find(accelerators, parts[3]) == accelerators.end())
    return refuse(fmt::format(
        "the accelerator '{}' is not cpu, gpu or npu (or gpu+cpu, npu+cpu, nnapi+cpu where the CPU ran a part){}",
        printable(parts[3], 60), did_you_mean(parts[3], accelerators)));
  if (!is_date(parts[4]))
    return refuse(fmt::format("the date '{}' is not a past day as YYYY-MM-DD", printable(parts[4], 60)));
  return Device{parts[0], parts[1], parts[2], parts[3], parts[4]};
}

std::string as_measured_on(const Device& told) {
  return fmt::format("{}; {}; {}; {}; {}", told.name, told.os, told.runtime, told.accelerator, told.date);
}

std::optional<Device> complete_device(const Device& told) {
  const auto whole = parse_measured_on(as_measured_on(told));
  return whole ? std::optional(*whole) : std::nullopt;
}

namespace {

/// In small letters, LiteRT under its newer name.
std::string plain_words(std::string_view text) {
  std::string words = lower_case(text);
  for (const std::string_view old : {"tensorflow lite", "tflite"})
    if (words.starts_with(old)) words.replace(0, old.size(), "litert");
  return words;
}

/// Whether one of two is the other's beginning, up to the end of a word, or nothing at all.
bool says_more(std::string_view a, std::string_view b) {
  std::string less = plain_words(a), more = plain_words(b);
  if (less.size() > more.size()) std::swap(less, more);
  return more.starts_with(less) && (less.empty() || more.size() == less.size() ||
                                    std::isalnum(static_cast<unsigned char>(more[less.size()])) == 0);
}

}  // namespace

std::string difference_of(const Device& told, const Device& stated) {
  const auto differ = [](std::string_view what, const std::string& a, const std::string& b) {
    return fmt::format("the {} {}, and you say {}", what, printable(a, 80), printable(b, 80));
  };
  if (!told.name.empty() && !names_device(told.name, stated.name) && !names_device(stated.name, told.name))
    return differ("device", told.name, stated.name);
  if (!says_more(told.os, stated.os)) return differ("system", told.os, stated.os);
  if (!says_more(told.runtime, stated.runtime)) return differ("runtime", told.runtime, stated.runtime);
  if (!told.date.empty() && told.date != stated.date) return differ("day", told.date, stated.date);
  return "";
}

}  // namespace muster
