#include "verdict/evidence.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "metrics/latency.h"

namespace muster {

std::string missing_evidence(const MetricName& name, const Limit& limit, const Run& run) {
  const Metric& metric = *name.metric;
  if (metric.needs == Evidence::kPredictions && run.model && run.predictions.states.empty() && !run.given_confusion) {
    if (const auto reason = not_a_classifier(*run.model))
      return fmt::format("{}: accuracy of this kind of model is not measured yet ({})", metric.title, *reason);
  }
  if (!limit.accelerator.empty() && !run.latency_runs.empty() && metric.needs == Evidence::kLatency)
    return fmt::format("{}: not measured on the {}", metric.title, limit.accelerator);
  if (metric.needs == Evidence::kPredictions && !run.predictions.states.empty())
    return fmt::format("{}: no photo says anything about it{}", to_string(name),
                       name.class_name.empty() ? "" : did_you_mean(name.class_name, run.dataset.class_names));
  if (!name.class_name.empty() && run.given_confusion)
    return fmt::format("{}: there is no such class{}", to_string(name),
                       did_you_mean(name.class_name, run.given_confusion->class_names));
  return fmt::format("{}: not measured", name.class_name.empty() ? std::string(metric.title) : to_string(name));
}

std::string missing_advice(const MetricName& name, const Run& run) {
  switch (name.metric->needs) {
    case Evidence::kModel:
      return "Give the model file.";
    case Evidence::kPredictions:
      if (!name.column.empty() && !std::ranges::count(run.by, name.column))
        return fmt::format("Add --by {}, so that figures are made for its values.", printable(name.column, 40));
      if (run.model && run.predictions.states.empty() && not_a_classifier(*run.model))
        return "Measure it with a tool for that kind of model; size and time are measured here.";
      if (!run.predictions.states.empty()) return "Check the names in the budget, or add such photos.";
      return "Give labelled photos with --data, or a phone's answers with --predictions.";
    case Evidence::kLatency:
      if (name.metric == &kLatencyP99) return "The p99 needs at least 459 steady runs: raise --max-seconds.";
      if (name.metric == &kLatencyLoadgenP90 && !run.latency_runs.empty())
        return "LoadGen's bound needs at least 64 steady runs: raise --max-seconds.";
      return "Time the model (without --no-latency), or give a phone's log with --latency-log and --measured-on.";
    case Evidence::kPreprocessTimes:
      return "Give photos with --data, and time the model.";
    case Evidence::kBattery:
      break;
  }
  return "Give the phone's battery with --battery-mwh, and the model file.";
}

std::string why_it_matters(const Metric& metric) {
  switch (metric.kind) {
    case MetricKind::kRate:
      return "Users meet every wrong answer.";
    case MetricKind::kSteadyTime:
    case MetricKind::kOtherTime:
      return "Users feel the wait.";
    case MetricKind::kMemory:
      return "The system ends apps that take too much memory.";
    case MetricKind::kModelled:
      return "Users notice an app that drains the battery.";
    case MetricKind::kFact:
      break;
  }
  return metric.id == kModelBytes.id || metric.id == kStoreBytes.id ? "Users wait for the download, and phones fill up."
                                                                    : "Small models load and run faster.";
}

std::string failing_advice(const Metric& metric) {
  switch (metric.kind) {
    case MetricKind::kRate:
      return "Look at the classes with low recall and the photos that are wrong; train on more like them.";
    case MetricKind::kSteadyTime:
      return "Quantize to 8 bits, take a smaller network or input, or use the phone's GPU or NPU.";
    case MetricKind::kOtherTime:
      return "Load and warm up the model before the user waits for it.";
    case MetricKind::kMemory:
      return "Take a smaller network or input, or quantize to 8 bits.";
    case MetricKind::kModelled:
      return "Take a smaller network, or run it less often.";
    case MetricKind::kFact:
      break;
  }
  return "Quantize to 8 bits (a quarter of float32), or take a smaller network.";
}

std::string device_latency_advice(bool refused) {
  const std::string advice = "Give a phone's times with --latency-log FILE --measured-on \"DEVICE; OS; …\"";
  return refused ? advice + "." : advice + ", or accept this machine's with --accept host-latency.";
}

bool timing_cut_short(const Run& run, std::string_view accelerator) {
  const auto runs = speaking_runs(run, accelerator);
  const bool device = !runs.empty() && runs.front()->origin == Origin::kDevice;
  return (run.interrupted && !device) ||
         std::ranges::any_of(runs, [](const LatencyRun* one) { return one->end != RunEnd::kComplete; });
}

bool accuracy_is_guessed(const Run& run) {
  return run.preprocessing && !run.predictions.states.empty() && run.predictions.origin != Origin::kDevice &&
         is_guessed(*run.preprocessing);
}

}  // namespace muster
