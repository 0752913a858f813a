// The pipeline: from a model file, photos and evidence to a report. The only file that knows all stages.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "base/file.h"
#include "data/class_list.h"
#include "data/load_dataset.h"
#include "data/load_preprocessing.h"
#include "import/confusion_csv.h"
#include "import/latency_log.h"
#include "import/measured_on.h"
#include "import/predictions_csv.h"
#include "measure/classifier.h"
#include "measure/latency.h"
#include "measure/machine.h"
#include "measure/predictions.h"
#include "metrics/metrics.h"
#include "muster/verbs.h"

namespace muster {
namespace {

/// Options with what the model's sidecar file says under them.
struct Stated {
  Sidecar sidecar;
  DataOptions data;
  RunOptions run;
};

Result<Stated> with_sidecar(const std::filesystem::path& model, const CheckOptions& options) {
  MUSTER_TRY(Sidecar sidecar, load_sidecar(model));
  Stated stated{sidecar, options.data, options.run};
  if (stated.data.labels.empty()) stated.data.labels = sidecar.data.labels;
  if (stated.data.background == Background::kUnknown) stated.data.background = sidecar.data.background;
  if (stated.run.scores.empty()) stated.run.scores = sidecar.scores;
  return stated;
}

/// How the model is to be told of the photos of run.dataset.
Result<Classifier> make_classifier(const Model& model, const Stated& stated, const CheckOptions& options, Run& run) {
  MUSTER_TRY(run.preprocessing, resolve_preprocessing(options.preprocessing, stated.sidecar, model));
  Classifier classifier = classifier_of(model, *run.preprocessing);
  classifier.setup.background_first = run.dataset.background_first;
  return classifier;
}

/// Evidence that stands in for photos: graded predictions or a matrix.
Result<void> take_accuracy_evidence(const EvidenceOptions& evidence, const std::optional<Device>& device,
                                    const DataOptions& data, Run& run) {
  if (!evidence.predictions.empty()) {
    PredictionsOptions known{{}, device};
    if (!data.labels.empty()) {
      MUSTER_TRY(known.class_names, read_labels(data.labels));
    }
    MUSTER_TRY(Run measured, read_predictions(evidence.predictions, known));
    run.dataset = std::move(measured.dataset);
    run.predictions = std::move(measured.predictions);
    std::ranges::move(measured.latency_runs, std::back_inserter(run.latency_runs));
    MUSTER_TRY(run.class_groups, parse_class_groups(data, run.dataset.class_names));
  }
  if (!evidence.confusion.empty()) {
    MUSTER_TRY(run.given_confusion, read_confusion(evidence.confusion));
    run.predictions.origin = device ? Origin::kDevice : Origin::kHost;
    run.predictions.device = device.value_or(Device{});
  }
  return {};
}

Result<void> take_evidence(const CheckOptions& options, Run& run) {
  const EvidenceOptions& evidence = options.evidence;
  std::optional<Device> device;
  if (!evidence.measured_on.empty()) {
    MUSTER_TRY(device, parse_measured_on(evidence.measured_on));
  }
  MUSTER_CHECK_OK(take_accuracy_evidence(evidence, device, options.data, run));
  if (!evidence.latency_log.empty() && !run.latency_runs.empty())
    return fail(ErrorCode::kInvalidArgument, fmt::format("{} has latency_ms, and {} states times too; give one of them",
                                                         evidence.predictions.string(), evidence.latency_log.string()));
  if (!evidence.latency_log.empty()) {
    LatencyLogOptions known{device, std::nullopt};
    if (run.model) known.file_bytes = run.model->file_bytes;
    MUSTER_TRY(LatencyRun log, read_latency_log(evidence.latency_log, known));
    run.latency_runs.push_back(std::move(log));
  }
  return {};
}

bool has_device_latency(const Run& run) {
  return std::ranges::any_of(run.latency_runs, [](const LatencyRun& r) { return r.origin == Origin::kDevice; });
}

/// The least bad bound of all limits on the time of steady inference.
std::optional<std::chrono::duration<double, std::milli>> shortest_bad_time(const Budget& budget) {
  std::optional<std::chrono::duration<double, std::milli>> shortest;
  for (const Limit& limit : budget.limits) {
    const auto name = parse_metric_name(limit.metric);
    if (limit.level == Level::kOff || !name || name->metric->kind != MetricKind::kSteadyTime) continue;
    const std::chrono::duration<double, std::milli> bad(limit.bad);
    shortest = std::min(shortest.value_or(bad), bad);
  }
  return shortest;
}

/// A host that is over a latency limit with the threads asked for is timed once more with as many as a phone
/// would use, since only its fastest run can prove a model too slow.
Result<void> time_at_full_threads(const Classifier& classifier, const std::filesystem::path& photo,
                                  const CheckOptions& options, const Hooks& hooks, Run& run) {
  const int threads = std::min(4, run.machine.cores);
  const auto bad = shortest_bad_time(options.budget);
  if (!bad || threads == options.run.threads || hooks.stopped()) return {};
  for (const LatencyRun& timing : run.latency_runs)
    if (timing.steady.empty() || *std::ranges::min_element(timing.steady) <= *bad) return {};
  return measure_latency_threads(classifier, photo, threads, options.run, hooks, run);
}

/// The photo to time the model on: the first that could be read; any, where none was tried; none, where none can be.
std::filesystem::path photo_for_timing(const Run& run) {
  const auto& states = run.predictions.states;
  if (states.empty()) return run.dataset.file(0);
  const auto readable = std::ranges::find(states, PhotoState::kScored);
  return readable == states.end() ? "" : run.dataset.file(static_cast<std::size_t>(readable - states.begin()));
}

Result<void> time_model(const Classifier& classifier, const CheckOptions& options, const Hooks& hooks, Run& run) {
  const std::filesystem::path photo = classifier.takes_photos ? photo_for_timing(run) : "";
  MUSTER_CHECK_OK(measure_latency(classifier, photo, options.run, hooks, run));
  MUSTER_CHECK_OK(time_at_full_threads(classifier, photo, options, hooks, run));
  if (photo.empty() || hooks.stopped()) return {};
  return measure_preprocessing(classifier, options.run, hooks, run);
}

Result<void> measure(const CheckOptions& options, const Hooks& hooks, Run& run) {
  const Model& model = *run.model;
  MUSTER_TRY(const Stated stated, with_sidecar(model.path, options));
  run.sidecar_sha256 = stated.sidecar.sha256;
  const bool evidence_of_accuracy = !options.evidence.predictions.empty() || !options.evidence.confusion.empty();
  const bool has_photos = !evidence_of_accuracy && !stated.data.data.empty() && !not_a_classifier(model);
  Classifier classifier{model, {}, false};
  if (has_photos) {
    MUSTER_TRY(run.dataset, load_dataset(stated.data, model));
    MUSTER_TRY(run.class_groups, parse_class_groups(stated.data, run.dataset.class_names));
    MUSTER_TRY(classifier, make_classifier(model, stated, options, run));
  }
  if (has_photos && options.run.accuracy) {
    MUSTER_CHECK_OK(measure_predictions(classifier, stated.run, hooks, run));
  }
  if (!options.run.latency || has_device_latency(run) || hooks.stopped()) return {};
  return time_model(classifier, options, hooks, run);
}

std::string now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

/// Why a model has no verdict, as a finding.
Finding finding_of(const Error& error) {
  const bool ran = error.code == ErrorCode::kRuntime;
  return {
      .check = ran ? "no-output" : "unusable-input",
      .outcome = Outcome::kFail,
      .level = Level::kError,
      .grade = Grade::kNone,
      .origin = std::nullopt,
      .summary = error.message,
      .why =
          ran ? "A model that gives no output here may give none in the app." : "Without it there is nothing to judge.",
      .advice = ran ? "Look at the runtime's own words with --verbose; run the model in the converter's interpreter."
                    : "Mend what the message names, and run again.",
      .details = {}};
}

Report empty_report(const CheckOptions& options) {
  Report report;
  report.tool_version = MUSTER_VERSION;
  report.created_at = now();
  report.command = options.command;
  report.budget_source = options.budget.source;
  return report;
}

}  // namespace

Result<Run> observe(const std::filesystem::path& model, const CheckOptions& options, const Hooks& hooks, Run& partial) {
  partial = Run{};
  partial.machine = read_machine();
  partial.by = options.data.by;
  partial.battery_mwh = options.battery_mwh;
  if (!model.empty()) {
    MUSTER_TRY(partial.model, load_model(model));
  }
  MUSTER_CHECK_OK(take_evidence(options, partial));
  if (partial.model) {
    MUSTER_CHECK_OK(measure(options, hooks, partial));
  }
  return std::move(partial);
}

Report check(const CheckOptions& options, const Hooks& hooks) {
  Report report = empty_report(options);
  auto models = options.models;
  if (models.empty()) models.emplace_back();
  for (const std::filesystem::path& model : models) {
    Run partial;
    auto run = observe(model, options, hooks, partial);
    ModelReport judged = judge(run ? std::move(*run) : std::move(partial), options.budget);
    if (!run) {
      judged.error = run.error();
      judged.verdict.reset();
      judged.reasons = {run.error().message};
      judged.findings.insert(judged.findings.begin(), finding_of(run.error()));
      if (!judged.run.model) judged.run.model.emplace().path = model;
      if (!report.error) report.error = run.error();
    }
    report.models.push_back(std::move(judged));
    if (hooks.stopped()) break;
  }
  report.verdict = report.error ? std::nullopt : worst_verdict(report.models);
  return report;
}

Report bench(const CheckOptions& options, const Hooks& hooks) {
  CheckOptions timing_only = options;
  timing_only.run.accuracy = false;
  timing_only.budget.limits.clear();
  Report report = check(timing_only, hooks);
  report.verdict.reset();
  for (ModelReport& model : report.models) model.verdict.reset(), model.reasons.clear();
  return report;
}

Result<void> save(const std::filesystem::path& path, std::string_view content) {
  return write_file(path, content);
}

}  // namespace muster
