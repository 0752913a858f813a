// The pipeline's first step: from a model file, photos and evidence to a Run. The only file that knows all stages.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/file.h"
#include "base/machine.h"
#include "base/now.h"
#include "base/photo_states.h"
#include "class_rankings.h"
#include "compare_with_here.h"
#include "data/load_dataset.h"
#include "data/photo_list.h"
#include "device/device_files.h"
#include "device/prepare_device.h"
#include "evidence.h"
#include "measure/classifier.h"
#include "measure/energy.h"
#include "measure/latency.h"
#include "measure/predictions.h"
#include "measure/stress.h"
#include "metrics/metrics.h"
#include "muster/verbs.h"
#include "other_photos.h"
#include "preprocessing_hint.h"
#include "record/class_scores.h"
#include "record/read_run.h"
#include "record/run_writer.h"
#include "stated_options.h"
#include "time_with_benchmark_model.h"
#include "training_leaks.h"
#include "verdict/early_decision.h"
#include "verdict/unknown_names.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

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
    if (timing.origin != Origin::kHost || timing.steady.empty() || *std::ranges::min_element(timing.steady) <= *bad)
      return {};
  return measure_latency_threads(classifier, photo, threads, options.run, hooks, run);
}

/// The photo to time the model on: the first that could be read; any, where none was tried; none, where none can be, or
/// it takes none.
std::filesystem::path photo_for_timing(const Classifier& classifier, const Run& run) {
  if (!classifier.takes_photos) return "";
  const auto& states = run.predictions.states;
  if (states.empty()) return run.dataset.file(0);
  const auto readable = std::ranges::find_if(states, has_classes);
  return readable == states.end() ? "" : run.dataset.file(static_cast<std::size_t>(readable - states.begin()));
}

Result<void> time_model(const Classifier& classifier, const CheckOptions& options, const Hooks& hooks, Run& run,
                        RunWriter* record) {
  const std::filesystem::path photo = photo_for_timing(classifier, run);
  MUSTER_CHECK_OK(measure_latency(classifier, photo, options.run, hooks, run, record));
  MUSTER_CHECK_OK(time_at_full_threads(classifier, photo, options, hooks, run));
  if (options.run.sustained.count() > 0 && !hooks.stopped())
    MUSTER_CHECK_OK(measure_sustained(classifier, photo, options.run, hooks, run));
  if (photo.empty() || hooks.stopped() || !classifier.link.empty()) return {};  // photos are prepared here, not there
  return measure_preprocessing(classifier, options.run, hooks, run);
}

/// A data set of which no photo can be read is the user's mistake, and no fault of the model.
Result<void> require_a_readable_photo(const Run& run) {
  const auto is_unreadable = [](PhotoState state) { return state == PhotoState::kUnreadable; };
  if (!std::ranges::all_of(run.predictions.states, is_unreadable)) return {};
  const auto first = std::ranges::find(run.events, "unreadable-photos", &Event::check);
  return fail(ErrorCode::kMalformed,
              fmt::format("{}: none of its {} photos can be read{}", run.dataset.source.string(), run.dataset.size(),
                          first == run.events.end() ? "" : "; the first: " + first->message));
}

/// Whether the run came to its end, and no photo ended a process.
bool all_answered(const Run& run) {
  return std::ranges::none_of(run.predictions.states, [](PhotoState state) {
    return state == PhotoState::kPending || state == PhotoState::kFailed;
  });
}

/// All photos; or, where it may be decided early, as many as that takes.
Result<void> predict(const Classifier& classifier, const CheckOptions& options, const RunOptions& how,
                     const Hooks& hooks, Run& run, RunWriter* record, const EarlierAnswers* earlier) {
  if (!options.decide_seed) return measure_predictions(classifier, how, hooks, run, record, nullptr, earlier);
  MUSTER_CHECK_OK(require_decidable(options.budget, run));
  DecisionCourse course(options.budget, run);
  const Sampling sampling{*options.decide_seed, random_order(run.dataset.size(), *options.decide_seed),
                          [&](std::size_t photo) {
                            course.add(photo);
                            return course.settled();
                          }};
  return measure_predictions(classifier, how, hooks, run, record, &sampling);
}

/// Photos beside the test's, listed.
struct OtherLists {
  std::optional<PhotoList> training, field;
};

Result<OtherLists> list_others(const CheckOptions& options, const StatedOptions& stated, const Run& run) {
  OtherLists lists;
  if (!options.train.empty()) {
    MUSTER_TRY(lists.training, list_other_photos(options.train, OtherRole::kTraining, stated.data));
  }
  if (!options.field.empty()) {
    MUSTER_TRY(lists.field, list_other_photos(options.field, OtherRole::kField, stated.data));
  }
  if (lists.field && is_same_set(*lists.field, run.dataset.source, run.dataset.split))
    return fail(ErrorCode::kInvalidArgument, "--field " + options.field + ": these are the test photos themselves");
  if (lists.field && lists.training &&
      is_same_set(*lists.field, path_and_split(options.train).first, lists.training->split))
    return fail(ErrorCode::kInvalidArgument, "--field " + options.field + ": these are the training photos themselves");
  return lists;
}

/// Photos that grade nothing: the test's that stand in the training set too, and others that the model is asked about.
Result<void> look_at_other_photos(const OtherLists& lists, const Classifier& classifier, const CheckOptions& options,
                                  const StatedOptions& stated, const Hooks& hooks, Run& run, RunWriter* record) {
  if (lists.training && !hooks.stopped()) {
    run.leaks = options.known_leaks;
    if (!run.leaks) {
      MUSTER_TRY(run.leaks, find_training_leaks(*lists.training, options.run, run, hooks));
    }
    set_leaks_aside(run);
    if (record != nullptr && record->has_begun()) MUSTER_CHECK_OK(record->set_aside(run));
  }
  for (const OtherRole role : {OtherRole::kTraining, OtherRole::kField}) {
    const bool training = role == OtherRole::kTraining;
    const auto& list = training ? lists.training : lists.field;
    if (!list || hooks.stopped()) continue;
    const PhotoDraw drawn = training ? PhotoDraw{options.train_photos, options.train_seed} : PhotoDraw{};
    MUSTER_TRY(OtherPhotos other,
               measure_other_photos(*list, role, drawn, stated.data, classifier, stated.run, hooks, run));
    run.other_photos.push_back(std::move(other));
  }
  return {};
}

/// Where an interrupted Run waits while a new one is written in its place.
fs::path aside(const fs::path& run_file) {
  return run_file.string() + "-before";
}

/// The answers of an interrupted run of the same model, prepared alike, on a device, that stands where this Run is to
/// be written; it is put aside. Nullopt: there is none to go on with.
Result<std::optional<EarlierAnswers>> earlier_answers(const CheckOptions& options, const Run& run) {
  std::error_code unknown;
  if (!options.run.probes() || options.run_file.empty() || options.decide_seed) return std::nullopt;
  const fs::path waiting = aside(options.run_file);
  if (!fs::exists(options.run_file, unknown) && !fs::exists(waiting, unknown)) return std::nullopt;
  const bool is_aside = !fs::exists(options.run_file, unknown);
  auto database = open_run(is_aside ? waiting : options.run_file);
  if (!database) return std::nullopt;
  auto before = read_run(*database);
  const bool same =
      before && before->model && before->model->sha256 == run.model->sha256 &&
      std::ranges::equal(before->model->inputs, run.model->inputs, {}, &TensorSpec::shape, &TensorSpec::shape) &&
      before->preprocessing && describe(*before->preprocessing) == describe(*run.preprocessing) &&
      (before->predictions.origin == Origin::kDevice || before->predictions.origin == Origin::kEmulated) &&
      (before->interrupted || !before->complete);
  if (!same) return std::nullopt;
  if (!is_aside) fs::rename(options.run_file, waiting, unknown);
  if (unknown)
    return fail(ErrorCode::kRuntime, options.run_file.string() + " cannot be put aside: " + unknown.message());
  return EarlierAnswers{std::move(*before), std::make_unique<Database>(std::move(*database))};
}

/// Where the model runs, if not here: prepared, and cleaned at the end.
struct RemotePlace {
  PreparedDevice device;
  RemotePlace() = default;
  RemotePlace(const RemotePlace&) = delete;
  RemotePlace& operator=(const RemotePlace&) = delete;
  ~RemotePlace() { clean_device(device.clean); }
};

Result<void> measure(const CheckOptions& options, const StatedOptions& stated, const Hooks& hooks, Run& run,
                     RunWriter* record) {
  const Model& model = *run.model;
  const auto unknown_size = unknown_input_size(model);
  if (unknown_size && options.run.energy.count() > 0)
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}: {}", model.path.string(), *unknown_size));
  RemotePlace place;
  if (options.run.probes() && !unknown_size) {
    MUSTER_CHECK_OK(prepare_device(options.run, model, hooks, place.device));
  }
  const bool evidence_of_accuracy = !options.evidence.predictions.empty() || !options.evidence.confusion.empty();
  const bool has_photos = !evidence_of_accuracy && !stated.data.data.empty() && !not_a_classifier(model);
  Classifier classifier{model, {}, false};
  if (std::error_code unknown; !has_photos && !stated.data.data.empty() && !fs::exists(stated.data.data, unknown))
    return fail(ErrorCode::kNotFound, fmt::format("{}: there is no such file or folder", stated.data.data.string()));
  if (has_photos) {
    MUSTER_TRY(run.dataset, load_dataset(stated.data, model));
    MUSTER_TRY(run.class_groups, parse_class_groups(stated.data, run.dataset.class_names));
    MUSTER_CHECK_OK(check_names(options.budget, run));
    MUSTER_CHECK_OK(find_outputs(run, scores_for(options.budget).classes));
    MUSTER_TRY(run.preprocessing, resolve_preprocessing(options.preprocessing, stated.sidecar, model));
    MUSTER_TRY(classifier, classifier_of(model, *run.preprocessing, run.dataset));
  }
  if (!options.run.device.empty() && !options.run.probes() && !unknown_size) {
    MUSTER_TRY(LatencyRun timed, time_with_benchmark_model(options.run, model, hooks));
    run.latency_runs.push_back(std::move(timed));
  }
  classifier.link = place.device.link, classifier.remote_model = place.device.model;
  if (options.run.energy.count() > 0) MUSTER_CHECK_OK(require_meter(classifier, options.run, hooks, run));
  if (has_photos && options.run.accuracy) {
    MUSTER_TRY(const OtherLists others, list_others(options, stated, run));  // a slip is told before the long work
    MUSTER_TRY(const std::optional<EarlierAnswers> earlier, earlier_answers(options, run));
    MUSTER_CHECK_OK(predict(classifier, options, stated.run, hooks, run, record, earlier ? &*earlier : nullptr));
    if (earlier) fs::remove(aside(options.run_file));
    if (!classifier.link.empty()) MUSTER_CHECK_OK(compare_with_here(classifier, options.run, hooks, run));
    MUSTER_CHECK_OK(require_a_readable_photo(run));
    MUSTER_CHECK_OK(look_at_other_photos(others, classifier, options, stated, hooks, run, record));
    if (!options.decide_seed && all_answered(run) && accuracy_looks_wrong(options.budget, run))
      look_for_hint(classifier, stated, hooks, run);
    if (record != nullptr && record->has_begun())
      MUSTER_CHECK_OK(read_scores(record->database(), scores_for(options.budget), run));
  }
  const bool timed_elsewhere = !run.latency_runs.empty();  // one source of times: two would be pooled
  if (options.run.latency && !timed_elsewhere && !unknown_size && !hooks.stopped())
    MUSTER_CHECK_OK(time_model(classifier, options, hooks, run, record));
  if (options.run.energy.count() > 0 && !hooks.stopped())
    MUSTER_CHECK_OK(measure_energy(classifier, photo_for_timing(classifier, run), options.run, hooks, run));
  // Last: who stops it has all the rest.
  if (!has_photos || !options.run.accuracy || !options.stress || hooks.stopped()) return {};
  return measure_stress(classifier, *options.stress, stated.run, hooks, run, record);
}

/// All of observe(), but for how it ends.
Result<void> observe_into(Run& run, const std::filesystem::path& model, const CheckOptions& options, const Hooks& hooks,
                          std::optional<RunWriter>& record) {
  run.machine = read_machine();
  run.by = options.data.by;
  run.battery_mwh = options.battery_mwh;
  run.duty_per_second = options.duty_per_second;
  StatedOptions stated{{}, options.data, options.run};
  if (options.run.probes() && options.run.jobs == 0) stated.run.jobs = 1;  // its cores are few, and not ours
  if (!model.empty()) {
    MUSTER_TRY(run.model, inspect(model, options.run, hooks));
    MUSTER_TRY(stated, with_sidecar(model, options.data, options.run));
    run.sidecar_sha256 = stated.sidecar.sha256;
  }
  MUSTER_CHECK_OK(take_evidence(options.evidence, stated.data, options.run.scores, run));
  MUSTER_CHECK_OK(check_names(options.budget, run));
  if (!options.run_file.empty() || scores_for(options.budget).any()) {
    MUSTER_TRY(record, RunWriter::create(options.run_file));
    if (!run.predictions.states.empty()) {
      MUSTER_CHECK_OK(record->put_photos(run));
      MUSTER_CHECK_OK(record->put_documents(run));
    }
  }
  if (run.model) return measure(options, stated, hooks, run, record ? &*record : nullptr);
  return {};
}

/// Puts what the record does not have yet. Where nothing was measured for an error, an older Run stays in its place.
Result<void> end_record(RunWriter& record, const Run& run, const Result<void>& observed) {
  const bool failed = !observed && observed.error().code != ErrorCode::kStopped;
  if (failed && !record.has_begun()) return {};
  if (!record.has_begun() && !run.predictions.states.empty()) MUSTER_CHECK_OK(record.put_photos(run));
  return record.put_documents(run);
}

}  // namespace

Result<Run> observe(const std::filesystem::path& model, const CheckOptions& asked, const Hooks& hooks, Run& partial) {
  CheckOptions options = asked;
  for (const std::string& column : columns_of(asked.budget))
    if (std::ranges::find(options.data.by, column) == options.data.by.end()) options.data.by.push_back(column);
  partial = Run{};
  partial.complete = false;
  partial.observed_at = now();
  partial.command = asked.command;
  std::optional<RunWriter> record;
  auto observed = observe_into(partial, model, options, hooks, record);
  partial.complete = observed.has_value();
  partial.interrupted = partial.interrupted || hooks.stopped();
  if (record) MUSTER_CHECK_OK(end_record(*record, partial, observed));
  if (!observed) return tl::unexpected(observed.error());
  return std::move(partial);
}

Result<void> save(const std::filesystem::path& path, std::string_view content) {
  return write_file(path, content);
}

}  // namespace muster
