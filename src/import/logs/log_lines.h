#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// An error at a line, without the file: "12: what".
tl::unexpected<Error> refuse_line(std::size_t line, std::string_view what);

/// Calls `visit(line, number)` for every line, without its end; numbers start at 1. A last line that has no end is
/// passed over: where a log was cut, half a number is one too. Errors: visit's, and a line of more than `longest`
/// bytes.
template <class Visit>
Result<void> for_each_line(std::string_view log, std::size_t longest, const Visit& visit) {
  std::size_t number = 0;
  for (std::size_t at = 0; at < log.size();) {
    const std::size_t end = log.find('\n', at);
    if (end == std::string_view::npos) {
      if (log.size() - at > longest) return refuse_line(number + 1, "a line too long for a log");
      break;
    }
    std::string_view line = log.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > longest) return refuse_line(++number, "a line too long for a log");
    MUSTER_CHECK_OK(visit(line, ++number));
    at = end + 1;
  }
  return {};
}

/// No tool writes more runs into one log, and each costs kilobytes. Errors, at the line: there are more.
Result<void> require_few_records(std::size_t records, std::size_t line);

inline constexpr std::size_t kLongestLogLine = std::size_t{64} << 10U;

/// The text after `key`, trimmed; nullopt where the line, but for white space, does not begin with it.
std::optional<std::string_view> after(std::string_view line, std::string_view key);

/// A number in the C locale that is finite and not negative, from which `unit` (such as " ms"; white space aside) is
/// taken. Errors, at the line: anything else, a decimal comma by name.
Result<double> amount_in(std::string_view text, std::string_view unit, std::size_t line);

/// The same as a time of at most eleven days. `nanoseconds` a unit.
Result<Nanoseconds> time_in(std::string_view text, std::string_view unit, double nanoseconds, std::size_t line);

/// A whole number. Errors as amount_in's.
Result<std::uint64_t> count_in(std::string_view text, std::string_view unit, std::size_t line);

inline constexpr double kMicrosecond = 1e3, kMillisecond = 1e6, kSecond = 1e9;  // in nanoseconds

/// Sets what a log may state once. Errors, at the line: it was another value.
template <class T>
Result<void> state_once(std::optional<T>& target, T value, std::string_view what, std::size_t line) {
  if (target && *target != value) return refuse_line(line, std::string(what) + " is stated twice, and differs");
  target = value;
  return {};
}

/// Adds a percentile that a log states. Errors, at the line: no such percentile, or stated twice and different.
Result<void> add_percentile(LatencySummary& summary, double percent, Nanoseconds time, std::size_t line);

/// Why figures cannot be one run's: no time at all, percentiles out of order, a mean outside of the extremes; "": they
/// can. Figures were rounded by up to that part of them.
std::string contradiction(const LatencySummary& summary, double relative_rounding = 2e-5);

}  // namespace muster
