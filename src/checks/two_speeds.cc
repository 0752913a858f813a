// Two groups of times tell of cores of two kinds, or of a clock that switches: no one figure describes both.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/statistics.h"
#include "base/units.h"
#include "checks/check.h"
#include "metrics/latency.h"

namespace muster {
namespace {

constexpr std::size_t kFewest = 40;
constexpr double kApart = 1.20, kLeastShare = 0.10, kLeastExplained = 0.80;

/// Two groups of times that explain most of how they vary: sorted times in milliseconds.
struct Groups {
  std::vector<double> fast, slow;
};

/// The split of the sorted times with the least variance within its sides (Otsu, 1979). Nullopt: the times have one
/// group.
std::optional<Groups> groups_of(const std::vector<Nanoseconds>& times) {
  std::vector<double> sorted;
  for (const Nanoseconds time : times) sorted.push_back(to_ms(time));
  std::ranges::sort(sorted);
  const std::vector<double> all = sorted;
  sorted.resize(sorted.size() - sorted.size() / 50);  // stalls are no group
  const auto n = static_cast<double>(sorted.size());
  const double sum = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  double total = 0;
  for (const double time : sorted) total += (time - sum / n) * (time - sum / n);
  double below = 0, best = 0;
  std::size_t split = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    below += sorted[i - 1];
    const auto k = static_cast<double>(i);
    const double low = below / k, high = (sum - below) / (n - k);
    const double between = k * (n - k) / n * (high - low) * (high - low);
    if (between <= best) continue;
    best = between;
    split = i;
  }
  if (split == 0 || best < kLeastExplained * total) return std::nullopt;
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(split);
  Groups groups{{all.begin(), middle}, {middle, all.end()}};
  const double share = static_cast<double>(groups.slow.size()) / static_cast<double>(all.size());
  const bool apart = nearest_rank(groups.slow, 0.5) >= kApart * nearest_rank(groups.fast, 0.5);
  if (!apart || share < kLeastShare || share > 1 - kLeastShare) return std::nullopt;
  return groups;
}

std::optional<Seen> two_speeds(const CheckInput& input) {
  for (const LatencyRun& run : input.run.latency_runs) {
    if (run.steady.size() < kFewest || run.requests > 1) continue;
    const auto groups = groups_of(run.steady);
    if (!groups) continue;
    const auto all = static_cast<double>(run.steady.size());
    const auto words = [&](const std::vector<double>& group) {
      return fmt::format("{:.0f} % with a median of {}", 100 * static_cast<double>(group.size()) / all,
                         format_milliseconds(nearest_rank(group, 0.5)));
    };
    Seen seen;
    seen.outcome = Outcome::kInconclusive;
    seen.origin = run.origin;
    seen.summary = fmt::format("its times form two groups: {}, and {}", words(groups->fast), words(groups->slow));
    for (const auto* group : {&groups->fast, &groups->slow})
      seen.details.push_back(fmt::format("{} inferences from {} to {}", format_count(group->size()),
                                         format_milliseconds(group->front()), format_milliseconds(group->back())));
    return seen;
  }
  return std::nullopt;
}

}  // namespace

const Check kTwoSpeeds{
    "two-speeds", "Its times form two groups",
    "Cores of two kinds, or a clock that switches: users meet both, and no one figure tells of them.",
    "Judge by the slower group (p90), or pin the app's threads as the benchmark's were.", two_speeds};

}  // namespace muster
