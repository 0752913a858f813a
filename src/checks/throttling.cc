// A phone that is warm is slower: the quarters of one timing run are compared. Times that fall as the clock is raised
// are no throttling.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/statistics.h"
#include "base/units.h"
#include "checks/check.h"
#include "metrics/latency.h"

namespace muster {
namespace {

constexpr std::size_t kFewest = 80;  // twenty a quarter
constexpr double kSlower = 1.10;

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
    if (!(medians[3] > kSlower * medians[0])) continue;
    Seen seen;
    seen.outcome = Outcome::kInconclusive;
    seen.origin = run.origin;
    seen.summary = fmt::format("it grew slower while it ran: from {} in the first quarter to {} in the last{}",
                               format_milliseconds(medians[0]), format_milliseconds(medians[3]), states_words(run));
    for (std::size_t q = 0; q < medians.size(); ++q)
      seen.details.push_back(fmt::format("quarter {}: median {}", q + 1, format_milliseconds(medians[q])));
    return seen;
  }
  return std::nullopt;
}

}  // namespace

const Check kThrottling{"throttling", "It grows slower as it runs",
                        "Users meet the warm phone, not the first second of a benchmark.",
                        "Time it for minutes (--sustained 300), and judge by what is left then.", throttling};

}  // namespace muster
