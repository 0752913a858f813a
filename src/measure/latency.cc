#include "measure/latency.h"

#include <algorithm>

#include "base/machine.h"

namespace muster {
namespace {

constexpr std::chrono::nanoseconds kWarmup = std::chrono::milliseconds(500);
constexpr std::chrono::nanoseconds kLeastSteady = std::chrono::seconds(1);

/// Cores kept busy by others since it was made.
class OtherLoad {
 public:
  [[nodiscard]] double cores(std::chrono::milliseconds worker) const {
    const auto wall = std::chrono::steady_clock::now() - start_;
    const auto others = (system_busy_time() - system_) - (own_processor_time() - own_) - worker;
    return std::max(0.0, std::chrono::duration<double>(others) / std::chrono::duration<double>(wall));
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::milliseconds system_ = system_busy_time(), own_ = own_processor_time();
};

void append(const std::vector<std::int64_t>& samples, std::vector<Nanoseconds>& column) {
  for (const std::int64_t sample : samples) column.emplace_back(std::max<std::int64_t>(sample, 0));
}

Result<LatencyRun> time_once(const Classifier& classifier, const TimeRequest& request, int threads,
                             const RunOptions& options, const Hooks& hooks, Run& run,
                             const std::function<void()>& heard = {}) {
  LatencyRun timing;
  timing.threads = threads;
  timing.on_noise = request.path.empty();
  const OtherLoad others;
  MUSTER_TRY(OpenWorker worker, open_worker(classifier, threads, options, hooks));
  timing.origin = note_where(worker.opened, classifier, run);
  if (worker.opened.elsewhere) {
    timing.device = worker.opened.elsewhere->device;
    timing.model_proof = ModelProof::kDigest;
  }
  timing.load = Nanoseconds(worker.opened.load_ns);
  worker.process->expect_answer();
  worker.process->send("time", request);
  const auto collected = collect_times(*worker.process, options, hooks, timing, heard);
  if (!worker.opened.elsewhere) timing.other_load_cores = others.cores(worker.process->processor_time());
  if (collected) return timing;
  if (!timing.first) return tl::unexpected(collected.error());
  const bool lost = collected.error().code == ErrorCode::kDisconnected;
  timing.end = lost ? RunEnd::kStopped : worker.process->ended() ? worker.process->end() : RunEnd::kCrashed;
  run.interrupted = run.interrupted || timing.end == RunEnd::kStopped;
  if (timing.end != RunEnd::kStopped || lost) {
    run.events.push_back({"run-cut-short", classifier.model.path.string(), "timing: " + collected.error().message});
    ++run.event_count;
  }
  return timing;
}

}  // namespace

void report_seconds(const Hooks& hooks, std::string_view phase, std::chrono::steady_clock::time_point start,
                    std::chrono::seconds length) {
  const auto gone = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start);
  const auto most = static_cast<std::uint64_t>(length.count());
  hooks.report(phase, std::min(static_cast<std::uint64_t>(gone.count()), most), most);
}

Result<void> collect_times(WorkerProcess& worker, const RunOptions& options, const Hooks& hooks, LatencyRun& timing,
                           const std::function<void()>& heard) {
  while (true) {
    MUSTER_TRY(const Message message, next_message(worker, options, hooks));
    if (heard) heard();
    MUSTER_TRY(const TimeReply reply, decode<TimeReply>(message));
    if (reply.phase == "first" && !reply.samples_ns.empty()) timing.first = Nanoseconds(reply.samples_ns.front());
    if (reply.phase == "warmup") append(reply.samples_ns, timing.warmup);
    if (reply.phase == "steady") append(reply.samples_ns, timing.steady);
    timing.states.insert(timing.states.end(), reply.states.begin(), reply.states.end());
    if (reply.phase != "done") continue;
    timing.peak_memory_bytes = reply.peak_memory_bytes;
    timing.other_load_cores = std::max(0.0, reply.other_load_cores);
    return {};
  }
}

Result<void> measure_latency(const Classifier& classifier, const std::filesystem::path& photo,
                             const RunOptions& options, const Hooks& hooks, Run& run, RunWriter* record) {
  const TimeRequest request{photo.string(), kWarmup.count(), kLeastSteady.count(),
                            std::chrono::nanoseconds(options.max_time).count() / options.timing_runs, 1};
  const auto runs = static_cast<std::uint64_t>(options.timing_runs);
  for (std::uint64_t i = 0; i < runs && !hooks.stopped(); ++i) {
    hooks.report("latency", i, runs);
    MUSTER_TRY(LatencyRun timing, time_once(classifier, request, options.threads, options, hooks, run));
    run.latency_runs.push_back(std::move(timing));
    if (record != nullptr) MUSTER_CHECK_OK(record->put_documents(run));
    if (run.latency_runs.back().end != RunEnd::kComplete) break;
  }
  hooks.report("latency", runs, runs);
  return {};
}

Result<void> measure_sustained(const Classifier& classifier, const std::filesystem::path& photo,
                               const RunOptions& options, const Hooks& hooks, Run& run) {
  const std::int64_t length = std::chrono::nanoseconds(options.sustained).count();
  const auto start = std::chrono::steady_clock::now();
  MUSTER_TRY(LatencyRun timing,
             time_once(classifier, {photo.string(), 0, length, length, 1}, options.threads, options, hooks, run,
                       [&] { report_seconds(hooks, "sustained", start, options.sustained); }));
  timing.sustained = true;
  run.latency_runs.push_back(std::move(timing));
  return {};
}

Result<void> measure_latency_threads(const Classifier& classifier, const std::filesystem::path& photo, int threads,
                                     const RunOptions& options, const Hooks& hooks, Run& run) {
  const TimeRequest request{photo.string(), kWarmup.count(), 0, 0, 3};
  MUSTER_TRY(LatencyRun timing, time_once(classifier, request, threads, options, hooks, run));
  run.latency_runs.push_back(std::move(timing));
  return {};
}

Result<void> measure_preprocessing(const Classifier& classifier, const RunOptions& options, const Hooks& hooks,
                                   Run& run) {
  constexpr std::size_t kPhotos = 32;
  PreprocessRequest request{{}, std::chrono::nanoseconds(std::chrono::seconds(1)).count()};
  const std::size_t photos = run.dataset.size(), wanted = std::min(kPhotos, photos);
  for (std::size_t i = 0; i < wanted; ++i) request.paths.push_back(run.dataset.file(i * photos / wanted).string());
  MUSTER_TRY(OpenWorker worker, open_worker(classifier, 1, options, hooks));
  worker.process->expect_answer();
  worker.process->send("preprocess", request);
  MUSTER_TRY(const Message message, next_message(*worker.process, options, hooks));
  MUSTER_TRY(const PreprocessReply reply, decode<PreprocessReply>(message));
  append(reply.samples_ns, run.preprocess_times);
  return {};
}

}  // namespace muster
