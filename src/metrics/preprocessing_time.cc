// Decoding and resizing one photo, and that with one inference. Photos are prepared on this machine, always.
#include <algorithm>

#include "base/statistics.h"
#include "metrics/latency.h"

namespace muster {
namespace {

std::optional<Figure> preprocess(const MetricInput& input) {
  std::vector<double> ms;
  for (const Nanoseconds time : input.run.preprocess_times) ms.push_back(to_ms(time));
  if (ms.empty()) return std::nullopt;
  std::ranges::sort(ms);
  Estimate estimate{nearest_rank(ms, 0.5), std::nullopt, std::nullopt, ms.size()};
  const RankInterval ranks = quantile_ranks(ms.size(), 0.5, kLatencyConfidence);
  if (ranks.low) estimate.low = ms[*ranks.low];
  if (ranks.high) estimate.high = ms[*ranks.high];
  const Origin origin = input.run.machine.emulated ? Origin::kEmulated : Origin::kHost;
  return Figure{estimate, origin, "cpu", "median"};
}

std::optional<Figure> end_to_end(const MetricInput& input) {
  const auto preparing = preprocess(input), inference = latency_percentile(input, 0.5);
  if (!preparing || !inference) return std::nullopt;
  const Estimate &a = preparing->estimate, &b = inference->estimate;
  Figure figure = *inference;
  figure.estimate = {a.value + b.value, std::nullopt, std::nullopt, std::min(a.count, b.count)};
  if (a.low && b.low) figure.estimate.low = *a.low + *b.low;
  if (a.high && b.high) figure.estimate.high = *a.high + *b.high;
  figure.note = "median inference plus median preprocessing";
  if (figure.origin == Origin::kDevice) {  // no stronger than its weaker half
    figure.origin = preparing->origin;
    figure.note += ", which was timed on this machine";
  }
  return figure;
}

}  // namespace

const Metric kPreprocess{"preprocess_ms",        "decoding and resizing a photo", "ms",      false,
                         MetricKind::kOtherTime, Evidence::kPreprocessTimes,      preprocess};
const Metric kEndToEnd{"end_to_end_ms",         "photo to answer",          "ms",      false,
                       MetricKind::kSteadyTime, Evidence::kPreprocessTimes, end_to_end};

}  // namespace muster
