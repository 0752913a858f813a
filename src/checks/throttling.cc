// A phone that is warm is slower: the quarters of one timing run are compared. Two levels of time are a sign of cores
// of two kinds, or of a clock that switches. Times that fall as the clock is raised are neither.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/statistics.h"
#include "base/units.h"
#include "checks/check.h"
#include "metrics/latency.h"

namespace muster {
namespace {

constexpr std::size_t kFewest = 80;  // twenty a quarter
constexpr double kSlower = 1.10, kApart = 1.20, kLeastShare = 0.10, kLeastExplained = 0.80, kAtFirst = 0.80;

/// Medians of the quarters, in milliseconds.
std::array<double, 4> quarters_of(const std::vector<Nanoseconds>& times) {
  std::array<double, 4> medians{};
  for (std::size_t q = 0; q < medians.size(); ++q) {
    std::vector<double> part;
    for (std::size_t i = times.size() * q / 4; i < times.size() * (q + 1) / 4; ++i) part.push_back(to_ms(times[i]));
    std::ranges::sort(part);
    medians[q] = nearest_rank(part, 0.5);
  }
  return medians;
}

/// Two groups of times that explain most of how they vary.
struct Levels {
  double low_ms = 0, high_ms = 0, high_share = 0;
};

/// The split of the sorted times with the least variance within its sides (Otsu, 1979). Nullopt: the times have one
/// level.
std::optional<Levels> levels_of(const std::vector<Nanoseconds>& times) {
  std::vector<double> sorted;
  for (const Nanoseconds time : times) sorted.push_back(to_ms(time));
  std::ranges::sort(sorted);
  sorted.resize(sorted.size() - sorted.size() / 50);  // stalls are no level
  const auto n = static_cast<double>(sorted.size());
  const double sum = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  double total = 0;
  for (const double time : sorted) total += (time - sum / n) * (time - sum / n);
  double below = 0, best = 0;
  std::optional<Levels> levels;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    below += sorted[i - 1];
    const auto k = static_cast<double>(i);
    const double low = below / k, high = (sum - below) / (n - k);
    const double between = k * (n - k) / n * (high - low) * (high - low);
    if (between <= best) continue;
    best = between;
    levels = Levels{low, high, (n - k) / n};
  }
  const bool two = levels && total > 0 && best / total >= kLeastExplained &&
                   levels->high_ms >= kApart * levels->low_ms && levels->high_share >= kLeastShare &&
                   levels->high_share <= 1 - kLeastShare;
  return two ? levels : std::nullopt;
}

/// Whether the times begin at the higher level and then stay at the lower one, as those of a clock that is raised do.
bool is_ramp_up(const std::vector<Nanoseconds>& times, const Levels& levels) {
  const double middle = (levels.low_ms + levels.high_ms) / 2;
  std::size_t high = 0, high_at_first = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (to_ms(times[i]) < middle) continue;
    ++high;
    high_at_first += 2 * i < times.size() ? 1U : 0U;
  }
  return static_cast<double>(high_at_first) >= kAtFirst * static_cast<double>(high);
}

std::string states_words(const LatencyRun& run) {
  if (run.states.size() < 2) return "";
  const DeviceState &first = run.states.front(), &last = run.states.back();
  std::string words;
  if (first.temperature_celsius && last.temperature_celsius)
    words += fmt::format("; the device went from {:.0f} to {:.0f} °C", *first.temperature_celsius,
                         *last.temperature_celsius);
  if (first.clock_mhz && last.clock_mhz && *first.clock_mhz != *last.clock_mhz)
    words += fmt::format("; its clock from {:.0f} to {:.0f} MHz", *first.clock_mhz, *last.clock_mhz);
  return words;
}

std::optional<Seen> throttling(const CheckInput& input) {
  for (const LatencyRun& run : input.run.latency_runs) {
    if (run.steady.size() < kFewest || run.requests > 1) continue;
    if (run.origin != Origin::kDevice && was_busy(input.run)) continue;  // other programs explain it as well
    const auto medians = quarters_of(run.steady);
    const auto levels = levels_of(run.steady);
    const bool slower = medians[3] > kSlower * medians[0];
    const bool faster = medians[0] > kSlower * medians[3];  // latency-drift reports it
    if (!slower && (!levels || (faster && is_ramp_up(run.steady, *levels)))) continue;
    Seen seen;
    seen.outcome = Outcome::kInconclusive;
    seen.origin = run.origin;
    if (slower)
      seen.summary = fmt::format("it grew slower while it ran: from {} in the first quarter to {} in the last{}",
                                 format_milliseconds(medians[0]), format_milliseconds(medians[3]), states_words(run));
    else
      seen.summary =
          fmt::format("its times have two levels: {:.0f} % take about {}, the others {}{}", 100 * levels->high_share,
                      format_milliseconds(levels->high_ms), format_milliseconds(levels->low_ms), states_words(run));
    for (std::size_t q = 0; q < medians.size(); ++q)
      seen.details.push_back(fmt::format("quarter {}: median {}", q + 1, format_milliseconds(medians[q])));
    return seen;
  }
  return std::nullopt;
}

}  // namespace

const Check kThrottling{"throttling", "It grows slower, or has two speeds, as it runs",
                        "Users meet the warm phone and the slow core, not the first second of a benchmark.",
                        "Time it for minutes (--sustained 300), and judge by what is left then.", throttling};

}  // namespace muster
