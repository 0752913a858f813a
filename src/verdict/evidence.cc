#include "verdict/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "metrics/energy.h"
#include "metrics/latency.h"

namespace muster {

namespace {

/// A timing run of which that accelerator, or NNAPI or a delegate in its place, took a part; null: there is none.
const LatencyRun* run_in_part(const Run& run, std::string_view accelerator) {
  const auto found = std::ranges::find_if(run.latency_runs, [&](const LatencyRun& one) {
    if (!one.accelerator.ends_with("+cpu") || accelerator == "cpu") return false;
    const std::string_view part = std::string_view(one.accelerator).substr(0, one.accelerator.find('+'));
    return part == accelerator || part == "nnapi" || part == "external";
  });
  return found == run.latency_runs.end() ? nullptr : &*found;
}

/// Why the model was not run for the metric; nullopt: it was, or has no part in it.
std::optional<std::string> reason_not_run(const Metric& metric, const Run& run) {
  const bool of_file = metric.needs == Evidence::kModel || metric.needs == Evidence::kBattery;
  const bool timed = metric.needs == Evidence::kLatency && !run.latency_runs.empty();
  const bool answered = !run.predictions.states.empty() || run.given_confusion;
  if (!run.model || of_file || timed || (metric.needs != Evidence::kLatency && answered)) return std::nullopt;
  return unknown_input_size(*run.model);
}

}  // namespace

std::string missing_evidence(const MetricName& name, const Limit& limit, const Run& run) {
  const Metric& metric = *name.metric;
  const std::string subject = name.class_name.empty() ? std::string(metric.title) : to_string(name);
  if (const auto reason = reason_not_run(metric, run))
    return fmt::format("{}: not measured, because {}", subject, *reason);
  if (metric.needs == Evidence::kPredictions && run.model && run.predictions.states.empty() && !run.given_confusion) {
    if (const auto reason = not_a_classifier(*run.model))
      return fmt::format("{}: accuracy of this kind of model is not measured yet ({})", metric.title, *reason);
  }
  if (!limit.accelerator.empty() && !run.latency_runs.empty() && metric.needs == Evidence::kLatency) {
    if (const LatencyRun* part = run_in_part(run, limit.accelerator))
      return fmt::format("{}: the {} ran only a part of the model, and the CPU the rest ({})", metric.title,
                         limit.accelerator, part->accelerator);
    return fmt::format("{}: not measured on the {}", metric.title, limit.accelerator);
  }
  const auto is = [](PhotoState wanted) { return [wanted](PhotoState state) { return state == wanted; }; };
  const auto& states = run.predictions.states;
  if (metric.needs == Evidence::kPredictions && std::ranges::any_of(states, is(PhotoState::kSetAside)) &&
      std::ranges::none_of(states, is(PhotoState::kScored)))
    return fmt::format("{}: every photo that was answered stands in the training set", subject);
  if (metric.needs == Evidence::kPredictions && !run.predictions.states.empty())
    return fmt::format("{}: no photo says anything about it{}", subject,
                       name.class_name.empty() ? "" : did_you_mean(name.class_name, run.dataset.class_names));
  if (!name.class_name.empty() && run.given_confusion)
    return fmt::format("{}: there is no such class{}", subject,
                       did_you_mean(name.class_name, run.given_confusion->class_names));
  return fmt::format("{}: not measured", subject);
}

namespace {

std::string missing_accuracy_advice(const Run& run) {
  const auto& states = run.predictions.states;
  if (run.model && states.empty() && not_a_classifier(*run.model))
    return "Measure it with a tool for that kind of model; size and time are measured here.";
  if (states.empty()) return "Give labelled photos with --data, or a phone's answers with --predictions.";
  if (run.interrupted) return "Run it again to its end.";
  const auto unreadable = [](PhotoState state) { return state == PhotoState::kUnreadable; };
  if (std::ranges::all_of(states, unreadable))
    return "No photo could be read: look at the paths, and at the finding unreadable-photos.";
  if (std::ranges::find(states, PhotoState::kSetAside) != states.end())
    return "Add photos that the training set does not hold.";
  return "Add such photos.";
}

std::string missing_time_advice(const Metric& metric, const Limit& limit, const Run& run) {
  if (run.latency_runs.empty())
    return "Time the model with muster check or bench, or give a phone's log with --latency-log and --measured-on.";
  if (!limit.accelerator.empty() && speaking_runs(run, limit.accelerator).empty())
    return fmt::format("Time it on the {}: --latency-log FILE --measured-on \"DEVICE; OS; …\".", limit.accelerator);
  if (timing_cut_short(run, limit.accelerator))
    return "Look at --timeout and --memory-limit, and at the runtime's log (--verbose).";
  if (std::ranges::any_of(run.latency_runs, [](const LatencyRun& one) { return one.summary.has_value(); }))
    return "The log does not state it: give raw times, as latency_ms in a CSV with --predictions.";
  if (metric.id == kLatencyP99.id) return "The p99 needs at least 459 steady runs: raise --max-seconds.";
  if (metric.id == kLatencyLoadgenP90.id) return "LoadGen's bound needs at least 64 steady runs: raise --max-seconds.";
  return "Time the model for longer: raise --max-seconds.";
}

std::string missing_scores_advice(const MetricName& name, const Run& run) {
  if (run.predictions.states.empty()) return missing_accuracy_advice(run);
  const bool of_confidence = name.metric->id == kExpectedCalibrationError.id || name.metric->id == kBrierScore.id;
  if (of_confidence && run.predictions.score_kind == "sigmoid")
    return "Sigmoids are no probability that the top answer is right; where they are, say so with --scores.";
  if (of_confidence) return "It takes a confidence for each answer that is a number: see --scores.";
  const auto is_read = [&](const ClassScores& scores) { return scores.name == name.class_name; };
  if (std::ranges::any_of(run.class_scores, is_read) || !run.class_rankings.empty())
    return "Add photos: it takes some that show the class, and some that do not.";
  return "It takes the model's whole outputs: give the model and --data.";
}

}  // namespace

std::string missing_advice(const MetricName& name, const Limit& limit, const Run& run) {
  if (reason_not_run(*name.metric, run))
    return "Run it again with the size that the app feeds, such as --input-size 224, if it is free in height and "
           "width.";
  switch (name.metric->needs) {
    case Evidence::kModel:
      return "Give the model file.";
    case Evidence::kPredictions:
      return missing_accuracy_advice(run);
    case Evidence::kLatency:
      return missing_time_advice(*name.metric, limit, run);
    case Evidence::kPreprocessTimes:
      return run.latency_runs.empty() ? "Give photos with --data, and time the model with muster check."
                                      : "It is had only where the model is timed here, on photos given with --data.";
    case Evidence::kReference:
      return run.predictions.states.empty()
                 ? missing_accuracy_advice(run)
                 : "Name the model that it was made from with --reference; both are run on the photos.";
    case Evidence::kScores:
      return missing_scores_advice(name, run);
    case Evidence::kLeaks:
      return "It is had where test photos stand in the training set: give that with --train.";
    case Evidence::kTraining:
      return "Give the training photos, labelled, with --train.";
    case Evidence::kField:
      return "Give labelled photos from your users' phones with --field.";
    case Evidence::kStress:
      return run.predictions.states.empty() ? missing_accuracy_advice(run)
                                            : "Classify degraded photos too: give the model and --data, and --stress.";
    case Evidence::kBattery:
      break;
  }
  if (name.metric->id == kBatteryPerHour.id)
    return "Give the phone's battery with --battery-mwh, and how often the app asks with --duty.";
  return "Give the phone's battery with --battery-mwh, and the model file.";
}

std::string why_it_matters(const Metric& metric) {
  if (metric.needs == Evidence::kTraining) return "A model that knows its training photos by heart fails on new ones.";
  if (metric.needs == Evidence::kStress) return "Users' photos are dark, shaken and smudged; test photos seldom are.";
  if (metric.needs == Evidence::kReference) return "Users who know the reference meet every decision that changed.";
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
  if (metric.needs == Evidence::kTraining && !metric.higher_is_better)
    return "Train with more photos, augmentation or regularisation, or stop earlier.";
  if (metric.needs == Evidence::kField) return "Train on photos like those of the field.";
  if (metric.needs == Evidence::kStress)
    return "Train on photos degraded so; the finding degraded-photos names the kinds that hurt most.";
  if (metric.needs == Evidence::kReference)
    return "Look at the photos that moved (muster compare), and at how both are prepared; quantize by channel, with "
           "more "
           "photos to calibrate on.";
  switch (metric.kind) {
    case MetricKind::kRate:
      if (metric.needs == Evidence::kScores && !metric.higher_is_better)
        return "Divide the logits by the temperature that --calibration names, or take scores as an order only.";
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

std::string good_advice(const Metric& metric) {
  return fmt::format("Measure {}: the interval is too wide to tell.",
                     metric.kind == MetricKind::kRate ? "on more photos" : "more");
}

std::string raw_times_advice(const Metric& metric) {
  if (metric.kind == MetricKind::kOtherTime) return "give raw times of several starts, or make the limit a warning.";
  const std::string raw = "give raw times, as latency_ms in a CSV with --predictions";
  return metric.id == kLatencyMean.id ? raw + "." : raw + ", or a log that states count and maximum.";
}

std::string device_time_advice(const Metric& metric, bool refused) {
  const std::string advice = metric.needs == Evidence::kPreprocessTimes
                                 ? "Photos are prepared on this machine only: make the limit a warning"
                                 : "Give a phone's times with --latency-log FILE --measured-on \"DEVICE; OS; …\"";
  return refused ? advice + "." : advice + ", or accept this machine's with --accept host-latency.";
}

std::string device_energy_advice() {
  return "Measure the energy on a device: --device … --energy SECONDS, or muster import --work, --idle.";
}

bool timing_cut_short(const Run& run, std::string_view accelerator) {
  const auto runs = speaking_runs(run, accelerator);
  const bool device = !runs.empty() && runs.front()->origin == Origin::kDevice;
  return (run.interrupted && !device) ||
         std::ranges::any_of(runs, [](const LatencyRun* one) { return one->end != RunEnd::kComplete; });
}

namespace {

bool is_desktop(const Device& device) {
  constexpr std::array kProcessors{"x86_64", "x86-64", "amd64", "i686"};
  const std::string os = lower_case(device.os);
  return std::ranges::any_of(kProcessors, [&](std::string_view name) { return os.find(name) != std::string::npos; });
}

}  // namespace

const Device* desktop_timed(const Run& run, std::string_view accelerator) {
  for (const LatencyRun* one : speaking_runs(run, accelerator))
    if (one->origin == Origin::kDevice && is_desktop(one->device)) return &one->device;
  return nullptr;
}

const Device* desktop_metered(const Run& run, std::string_view accelerator) {
  const EnergyRun* one = speaking_energy(run, accelerator);
  return one != nullptr && one->origin == Origin::kDevice && is_desktop(one->device) ? &one->device : nullptr;
}

bool accuracy_is_guessed(const Run& run) {
  return run.preprocessing && !run.predictions.states.empty() && run.predictions.origin != Origin::kDevice &&
         is_guessed(*run.preprocessing);
}

}  // namespace muster
