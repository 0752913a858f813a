#include "import/logs/log_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace muster {
namespace {

constexpr double kLongestTime = 1e15;  // nanoseconds: eleven days

}  // namespace

tl::unexpected<Error> refuse_line(std::size_t line, std::string_view what) {
  return fail(ErrorCode::kMalformed, fmt::format("{}: {}", line, what));
}

Result<void> require_few_records(std::size_t records, std::size_t line) {
  constexpr std::size_t kMost = 2000;
  if (records <= kMost) return {};
  return refuse_line(line, "more than two thousand runs in one log");
}

std::optional<std::string_view> after(std::string_view line, std::string_view key) {
  line = trimmed(line);
  if (!line.starts_with(key)) return std::nullopt;
  return trimmed(line.substr(key.size()));
}

Result<double> amount_in(std::string_view text, std::string_view unit, std::size_t line) {
  std::string_view number = trimmed(text);
  if (!number.ends_with(unit))
    return refuse_line(line, fmt::format("'{}' is not in {}", printable(text, 40), trimmed(unit)));
  number.remove_suffix(unit.size());
  const auto value = parse_number(trimmed(number));
  if (value && std::isfinite(*value) && *value >= 0) return *value;
  const bool comma = number.find(',') != std::string_view::npos;
  return refuse_line(line, fmt::format("'{}' is no such amount{}", printable(text, 40),
                                       comma ? "; the tool writes a decimal point, so this was changed" : ""));
}

Result<Nanoseconds> time_in(std::string_view text, std::string_view unit, double nanoseconds, std::size_t line) {
  MUSTER_TRY(const double value, amount_in(text, unit, line));
  if (value * nanoseconds > kLongestTime)
    return refuse_line(line, fmt::format("'{}' is no time of an inference", printable(text, 40)));
  return Nanoseconds(std::llround(value * nanoseconds));
}

Result<std::uint64_t> count_in(std::string_view text, std::string_view unit, std::size_t line) {
  MUSTER_TRY(const double value, amount_in(text, unit, line));
  if (value != std::floor(value) || value > 1e15)
    return refuse_line(line, fmt::format("'{}' is no count", printable(text, 40)));
  return static_cast<std::uint64_t>(value);
}

Result<void> add_percentile(LatencySummary& summary, double percent, Nanoseconds time, std::size_t line) {
  if (!(percent >= 0 && percent <= 100)) return refuse_line(line, "no such percentile");
  const auto known = std::ranges::find(summary.percentiles, percent, &StatedPercentile::percent);
  if (known == summary.percentiles.end())
    summary.percentiles.push_back({percent, time});
  else if (known->time != time)
    return refuse_line(line, fmt::format("the {:g} percentile is stated twice, and differs", percent));
  return {};
}

std::string contradiction(const LatencySummary& summary, double relative_rounding) {
  const auto low = [&](Nanoseconds time) { return static_cast<double>(time.count()) * (1 - relative_rounding) - 1; };
  const auto high = [&](Nanoseconds time) { return static_cast<double>(time.count()) * (1 + relative_rounding) + 1; };
  if (summary.mean && summary.mean->count() <= 0) return "the inferences took no time";
  std::optional<Nanoseconds> last = summary.min;
  for (const StatedPercentile& stated : summary.percentiles) {
    if (last && high(stated.time) < low(*last)) return "percentiles are out of order";
    last = stated.time;
  }
  if (last && summary.max && high(*summary.max) < low(*last)) return "the maximum is below other figures";
  if (summary.mean && summary.min && high(*summary.mean) < low(*summary.min)) return "the mean is below the minimum";
  if (summary.mean && summary.max && low(*summary.mean) > high(*summary.max)) return "the mean is over the maximum";
  return "";
}

}  // namespace muster
