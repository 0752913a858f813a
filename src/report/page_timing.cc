#include "report/page_timing.h"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

constexpr std::size_t kMostStretches = 200, kBins = 40, kMany = 400;

std::string title_of(const LatencyRun& run, std::size_t number) {
  const std::string threads =
      run.threads == 0 ? "" : fmt::format(", {} thread{}", run.threads, run.threads == 1 ? "" : "s");
  if (run.origin == Origin::kDevice) return fmt::format("{}, {}{}", run.device.name, run.accelerator, threads);
  return fmt::format("Timing run {}: {} {}{}{}", number, to_string(run.origin), run.accelerator, threads,
                     run.on_noise ? ", on noise" : "");
}

/// [number of the first, median, least, most] of each stretch.
Json stretches(const std::vector<Nanoseconds>& samples) {
  const std::size_t length = std::max<std::size_t>(1, (samples.size() + kMostStretches - 1) / kMostStretches);
  Json all = Json::array();
  for (std::size_t first = 0; first < samples.size(); first += length) {
    const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = samples.begin() + static_cast<std::ptrdiff_t>(std::min(first + length, samples.size()));
    std::vector<Nanoseconds> sorted(begin, end);
    std::ranges::sort(sorted);
    all.push_back({first, sorted[sorted.size() / 2].count(), sorted.front().count(), sorted.back().count()});
  }
  return all;
}

/// From the fastest to the slowest, of many samples to the 99.5th percentile; slower ones are counted beyond.
Json histogram(std::vector<Nanoseconds> samples) {
  std::vector<std::uint64_t> counts(kBins);
  if (samples.empty()) return {{"from", 0}, {"width", 1}, {"counts", counts}, {"beyond", 0}};
  std::ranges::sort(samples);
  const auto from = samples.front().count();
  const std::size_t last = samples.size() < kMany ? samples.size() - 1 : (samples.size() - 1) * 995 / 1000;
  const auto to = samples[last].count();
  const auto width = static_cast<double>(to - from + 1) / static_cast<double>(kBins);
  std::uint64_t beyond = 0;
  for (const Nanoseconds sample : samples) {
    const auto bin = static_cast<std::size_t>(static_cast<double>(sample.count() - from) / width);
    ++(bin < kBins ? counts[bin] : beyond);
  }
  return {{"from", from}, {"width", width}, {"counts", counts}, {"beyond", beyond}};
}

}  // namespace

Json page_timing(const Run& run) {
  Json runs = Json::array();
  for (std::size_t i = 0; i < run.latency_runs.size(); ++i) {
    const LatencyRun& one = run.latency_runs[i];
    runs.push_back({{"title", title_of(one, i + 1)},
                    {"stretches", stretches(one.steady)},
                    {"bins", histogram(one.steady)},
                    {"samples", one.steady.size()}});
  }
  return runs;
}

}  // namespace muster
