#include "metrics/latency.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/device_name.h"
#include "base/statistics.h"
#include "base/text.h"

namespace muster {
namespace {

/// A sample of known value whose 0-based rank lies between two numbers.
struct KnownSample {
  std::uint64_t lowest_rank = 0, highest_rank = 0;
  double ms = 0;
};

/// What a log tells of its sorted samples. Percentiles may be sorted[floor(n × p)] or nearest rank.
std::vector<KnownSample> known_samples(const LatencySummary& summary) {
  std::vector<KnownSample> known;
  const std::uint64_t n = summary.count;
  if (n == 0) return known;
  const auto add = [&](const std::optional<Nanoseconds>& time, double quantile) {
    if (!time) return;
    const auto upper = static_cast<std::uint64_t>(std::floor(static_cast<double>(n) * quantile + 1e-9));
    known.push_back({nearest_rank_index(n, quantile), std::min(n - 1, upper), to_ms(*time)});
  };
  add(summary.min, 0);
  for (const StatedPercentile& stated : summary.percentiles) add(stated.time, stated.percent / 100);
  add(summary.max, 1);
  return known;
}

/// What a log states of a percentile.
struct Stated {
  std::optional<Nanoseconds> time;
  std::string note;
};

/// The percentile, or for a high one the next figure above it; a mean is no percentile.
Stated stated_by(const LatencySummary& summary, double quantile) {
  const double percent = quantile * 100;
  if (const auto time = summary.at(percent); time || quantile <= 0.5) return {time, "from a log without samples"};
  const auto above = std::ranges::find_if(summary.percentiles,
                                          [&](const StatedPercentile& stated) { return stated.percent > percent; });
  const bool found = above != summary.percentiles.end();
  return {found ? std::optional(above->time) : summary.max,
          fmt::format("at most: the log's {}, as it states no p{:g}",
                      found ? fmt::format("p{:g}", above->percent) : "maximum", percent)};
}

std::optional<Estimate> summary_estimate(const LatencySummary& summary, double quantile) {
  const Stated stated = stated_by(summary, quantile);
  if (!stated.time) return std::nullopt;
  const double value = to_ms(*stated.time);
  Estimate estimate{value, std::nullopt, std::nullopt, summary.count};
  const RankInterval ranks = quantile_ranks(summary.count, quantile, kLatencyConfidence);
  for (const KnownSample& sample : known_samples(summary)) {
    if (ranks.low && sample.highest_rank <= *ranks.low) estimate.low = std::max(estimate.low.value_or(0), sample.ms);
    if (ranks.high && sample.lowest_rank >= *ranks.high)
      estimate.high = std::min(estimate.high.value_or(sample.ms), sample.ms);
  }
  if (estimate.high) estimate.high = std::max(*estimate.high, value);
  if (estimate.low) estimate.low = std::min(*estimate.low, value);
  return estimate;
}

/// Several logs: the span of all; a bound that one of them lacks is unknown.
std::optional<Figure> from_summaries(const std::vector<const LatencyRun*>& runs, double quantile) {
  std::optional<Estimate> all;
  std::string note;
  for (const LatencyRun* run : runs) {
    const auto one = run->summary ? summary_estimate(*run->summary, quantile) : std::nullopt;
    if (!one) continue;
    note = stated_by(*run->summary, quantile).note;
    if (!all) {
      all = one;
      continue;
    }
    all->value = std::max(all->value, one->value);
    all->count += one->count;
    all->low = all->low && one->low ? std::optional(std::min(*all->low, *one->low)) : std::nullopt;
    all->high = all->high && one->high ? std::optional(std::max(*all->high, *one->high)) : std::nullopt;
  }
  if (!all) return std::nullopt;
  return figure_of(runs, *all, note);
}

bool is_of(const LatencyRun& run, std::string_view device) {
  if (device.empty()) return true;
  return run.origin == Origin::kDevice && names_device(device, run.device.name);
}

bool is_alike(const LatencyRun& a, const LatencyRun& b) {
  return a.origin == b.origin && a.accelerator == b.accelerator && a.threads == b.threads &&
         a.device.name == b.device.name;
}

/// The median, or what a log states nearest to it; 0: nothing.
double typical_ms(const std::vector<const LatencyRun*>& runs) {
  if (const std::vector<double> pooled = pooled_steady_ms(runs); !pooled.empty()) return nearest_rank(pooled, 0.5);
  double slowest = 0;
  for (const LatencyRun* run : runs) {
    if (!run->summary) continue;
    const auto median = run->summary->at(50);
    const auto time = median ? median : run->summary->mean ? run->summary->mean : run->summary->min;
    if (time) slowest = std::max(slowest, to_ms(*time));
  }
  return slowest;
}

}  // namespace

std::vector<const LatencyRun*> speaking_runs(const Run& run, std::string_view accelerator, std::string_view device) {
  std::vector<const LatencyRun*> wanted;
  for (const LatencyRun& one : run.latency_runs)
    if (one.requests == 1 && !one.sustained && (accelerator.empty() || one.accelerator == accelerator) &&
        is_of(one, device))
      wanted.push_back(&one);
  const bool any_device =
      std::ranges::any_of(wanted, [](const LatencyRun* one) { return one->origin == Origin::kDevice; });
  std::erase_if(wanted, [&](const LatencyRun* one) { return (one->origin == Origin::kDevice) != any_device; });
  std::erase_if(wanted, [all = wanted](const LatencyRun* one) {
    return one->profiled && std::ranges::any_of(all, [&](const LatencyRun* other) {
             return !other->profiled && is_alike(*one, *other);
           });
  });
  std::vector<const LatencyRun*> speaking;
  double slowest = -1;
  while (!wanted.empty()) {
    const auto alike =
        std::stable_partition(wanted.begin(), wanted.end(),
                              [first = wanted.front()](const LatencyRun* one) { return is_alike(*one, *first); });
    const std::vector<const LatencyRun*> group(wanted.begin(), alike);
    const double time = any_device ? typical_ms(group) : 0;
    if (time > slowest) slowest = time, speaking = group;
    wanted.erase(wanted.begin(), alike);
    if (!any_device) break;
  }
  return speaking;
}

std::vector<double> pooled_steady_ms(const std::vector<const LatencyRun*>& runs) {
  std::vector<double> pooled;
  for (const LatencyRun* run : runs)
    for (const Nanoseconds time : run->steady) pooled.push_back(to_ms(time));
  std::ranges::sort(pooled);
  return pooled;
}

bool was_profiled(const Run& run, std::string_view accelerator, std::string_view device) {
  return std::ranges::any_of(speaking_runs(run, accelerator, device),
                             [](const LatencyRun* one) { return one->profiled; });
}

bool was_busy(const Run& run) {
  return std::ranges::any_of(run.latency_runs, [](const LatencyRun& one) {
    return one.origin != Origin::kDevice && one.other_load_cores > kBusyCores;
  });
}

Figure figure_of(const std::vector<const LatencyRun*>& runs, Estimate estimate, std::string note) {
  return {estimate, runs.front()->origin, runs.front()->accelerator, std::move(note)};
}

std::optional<Figure> latency_percentile(const MetricInput& input, double quantile) {
  const auto runs = speaking_runs(input.run, input.accelerator, input.device);
  const std::vector<double> pooled = pooled_steady_ms(runs);
  if (pooled.empty()) return runs.empty() ? std::nullopt : from_summaries(runs, quantile);
  Estimate estimate{nearest_rank(pooled, quantile), std::nullopt, std::nullopt, pooled.size()};
  const double confidence = std::max(kLatencyConfidence, input.confidence);
  const RankInterval ranks = quantile_ranks(pooled.size(), quantile, confidence);
  if (ranks.low) estimate.low = pooled[*ranks.low];
  if (ranks.high) estimate.high = pooled[*ranks.high];
  for (const LatencyRun* run : runs) {
    if (run->steady.empty()) continue;
    const double own = nearest_rank(pooled_steady_ms({run}), quantile);
    if (estimate.low) estimate.low = std::min(*estimate.low, own);
    if (estimate.high) estimate.high = std::max(*estimate.high, own);
  }
  return figure_of(runs, estimate);
}

}  // namespace muster
